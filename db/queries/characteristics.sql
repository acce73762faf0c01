-- title: Characteristics of trials
-- for: writer
-- home: writer 3
-- description: A table of included studies, one row per trial, ready to export.
-- param: country, Country, choice, , SELECT country FROM trial_countries GROUP BY country ORDER BY count(*) DESC, country
-- param: status, Status, choice, , SELECT code, label FROM vocabularies WHERE vocabulary = 'statuses' ORDER BY position
-- param: words, Words, text, ,
-- param: removed, Removed by the registry, choice, without, SELECT 'without', 'Excluded' UNION ALL SELECT 'with', 'Included'
-- param: topic, Low relevance to the topic, choice, without, SELECT 'without', 'Excluded' UNION ALL SELECT 'with', 'Included'
-- document: trial_id trial acronym sponsor countries phase design participants conditions interventions
--   primary_outcomes start status results_posted

WITH given AS (
    SELECT trial_id, facet, group_concat(label, '; ') AS labels
    FROM (SELECT trial_id, facet, label FROM facets ORDER BY trial_id, facet, position)
    GROUP BY trial_id, facet
)
SELECT
    t.trial_id, t.registry_label AS registry, t.brief_title AS trial, t.acronym, t.lead_sponsor AS sponsor,
    replace(t.countries, '|', '; ') AS countries, t.status_label AS status,
    t.phase_label AS phase, t.allocation_label AS allocation,
    t.intervention_model_label AS design, t.masking_label AS masking,
    t.primary_purpose_label AS purpose, t.enrollment AS participants,
    lower(t.enrollment_type) AS number_is, replace(t.conditions, '|', '; ') AS conditions,
    (
        SELECT group_concat(label || coalesce(': ' || description, ''), '; ')
        FROM (SELECT label, description FROM arms WHERE trial_id = t.trial_id ORDER BY position)
    ) AS arms,
    replace(t.interventions, '|', '; ') AS interventions,
    (SELECT labels FROM given WHERE trial_id = t.trial_id AND facet = '[facet]') AS [facet], -- each exported facet
    t.minimum_age, t.maximum_age,
    t.sex_label AS sex,
    (
        SELECT group_concat(measure || coalesce(' (' || time_frame || ')', ''), '; ')
        FROM (
            SELECT measure, time_frame FROM outcomes
            WHERE trial_id = t.trial_id AND kind = 'primary'
            ORDER BY position
        )
    ) AS primary_outcomes,
    t.start_date AS start, t.primary_completion_date AS primary_completion,
    CASE t.has_results WHEN 1 THEN 'yes' ELSE 'no' END AS results_posted,
    t.last_updated,
    (
        SELECT group_concat(trial_id, '; ')
        FROM (
            SELECT trial_id FROM trials
            WHERE study_id = t.study_id AND trial_id <> t.trial_id AND removed_on IS NULL
            ORDER BY trial_id
        )
    ) AS other_registrations,
    (
        SELECT group_concat(article_id || ' (' || integrity_label || ')', '; ')
        FROM (
            SELECT DISTINCT l.article_id, a.integrity_label
            FROM trial_articles AS l
            JOIN articles AS a ON a.article_id = l.article_id
            WHERE l.trial_id = t.trial_id AND l.withdrawn_on IS NULL AND l.relation <> 'candidate'
                AND a.integrity IS NOT NULL
            ORDER BY l.article_id
        )
    ) AS marked_papers,
    replace(replace(t.possibly_cut, '|', '; '), '_', ' ') AS may_break_off,
    t.attribution
FROM trials AS t
WHERE (:removed = 'with' OR t.removed_on IS NULL)
    AND (:topic = 'with' OR coalesce(t.relevance, 1) >= :relevant)
    AND (:country = '' OR t.trial_id IN (
        SELECT trial_id FROM trial_countries WHERE country = :country
    ))
    AND (:status = '' OR t.status = :status)
    AND (:words = '' OR t.rowid IN (
        SELECT rowid FROM trials_fts WHERE trials_fts MATCH escape_fts(:words)
    ))
ORDER BY t.start_date DESC, t.trial_id
