-- Trials whose primary completion is expected within the next months, by its last possible day; of a
-- study with several registrations the one that expects it first. Without :months at any time; with
-- :ids, a JSON list, of these trials alone.
SELECT
    t.trial_id, t.brief_title, t.acronym, t.status, t.status_label, t.phase_label, t.enrollment,
    t.lead_sponsor, t.primary_completion_date, t.primary_completion_latest AS day, t.last_updated,
    t.url,
    (
        SELECT group_concat(measure, '; ')
        FROM (
            SELECT measure FROM outcomes
            WHERE trial_id = t.trial_id AND kind = 'primary'
            ORDER BY position
        )
    ) AS outcomes
FROM (
    SELECT trial_id, min(primary_completion_latest || trial_id) AS first_day
    FROM trials
    WHERE removed_on IS NULL
        AND coalesce(relevance, 1) >= :relevant
        AND coalesce(primary_completion_date_type, '') <> 'ACTUAL'
        AND status NOT IN ('WITHDRAWN', 'TERMINATED', 'COMPLETED')
        AND primary_completion_latest >= :today
        AND primary_completion_latest
            <= coalesce(date(:today, '+' || :months || ' months'), '9999-12-31')
        AND (:ids IS NULL OR trial_id IN (SELECT value FROM json_each(:ids)))
    GROUP BY study_id
) AS expected
JOIN trials AS t ON t.trial_id = expected.trial_id
ORDER BY t.primary_completion_latest, t.trial_id
LIMIT 2000
