-- title: Recruiting trials by country, phase and words
-- for: investigator, writer
-- home: investigator 1
-- description: Trials recruiting now or soon, newest first; where the stated end
--   has passed, its date is given. Words are searched in titles, conditions,
--   interventions and summaries: placebo, "standard of care", random*.
-- param: country, Country, choice, , SELECT country FROM trial_countries GROUP BY country ORDER BY count(*) DESC, country
-- param: phase, Phase, choice, , SELECT code, label FROM vocabularies WHERE vocabulary = 'phases' AND code NOT LIKE '%|%' ORDER BY position
-- param: words, Words, text, ,

SELECT
    t.trial_id, t.status_label AS status, replace(t.countries, '|', '; ') AS countries,
    t.phase_label AS phase, t.brief_title AS title,
    CASE WHEN t.end_latest < (SELECT date(published_at) FROM publication)
        THEN coalesce(t.completion_date, t.primary_completion_date)
    END AS stated_end_passed, t.enrollment AS participants,
    t.lead_sponsor AS sponsor, t.start_date AS start,
    t.primary_completion_date AS primary_completion
FROM trials AS t
WHERE t.status IN ('RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION')
    AND t.removed_on IS NULL
    AND (:country = '' OR t.trial_id IN (
        SELECT trial_id FROM trial_countries WHERE country = :country
    ))
    AND (:phase = '' OR t.trial_id IN (SELECT trial_id FROM trial_phases WHERE phase = :phase))
    AND (:words = '' OR t.rowid IN (
        SELECT rowid FROM trials_fts WHERE trials_fts MATCH escape_fts(:words)
    ))
ORDER BY t.first_posted DESC, t.trial_id
