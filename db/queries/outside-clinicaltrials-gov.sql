-- title: Only outside ClinicalTrials.gov
-- for: writer, investigator
-- description: Registrations of studies that are not registered at ClinicalTrials.gov, as far as the records
--   say: no registration of the study is one of its, and none names an NCT number.
-- param: registry, Registry, choice, , SELECT DISTINCT registry_label FROM trials WHERE nct_id IS NULL ORDER BY registry_label
-- param: country, Country, choice, , SELECT country FROM trial_countries GROUP BY country ORDER BY country

SELECT
    t.trial_id, t.registry_label AS registry, t.status_label AS status, t.phase_label AS phase,
    t.enrollment AS participants, t.brief_title AS title, replace(t.countries, '|', '; ') AS countries,
    t.lead_sponsor AS sponsor, t.start_date AS start, t.first_posted AS registered,
    (
        SELECT group_concat(trial_id, '; ')
        FROM (
            SELECT trial_id FROM trials
            WHERE study_id = t.study_id AND trial_id <> t.trial_id AND removed_on IS NULL
            ORDER BY trial_id
        )
    ) AS other_registrations, t.url AS link
FROM trials AS t
WHERE t.removed_on IS NULL
    AND t.study_id NOT IN (
        SELECT study_id FROM trials WHERE nct_id IS NOT NULL
        UNION ALL
        SELECT n.study_id
        FROM trial_ids AS i
        JOIN trials AS n ON n.trial_id = i.trial_id
        WHERE i.id GLOB 'NCT[0-9]*'
    )
    AND (:registry = '' OR t.registry_label = :registry)
    AND (:country = '' OR t.trial_id IN (
        SELECT trial_id FROM trial_countries WHERE country = :country
    ))
ORDER BY t.first_posted DESC, t.trial_id
