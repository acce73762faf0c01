-- Readouts still expected of some trials (:ids, a JSON list), as in readouts.sql.
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
FROM trials AS t
WHERE t.removed_on IS NULL
    AND t.trial_id IN (SELECT value FROM json_each(:ids))
    AND coalesce(t.primary_completion_date_type, '') <> 'ACTUAL'
    AND t.status NOT IN ('WITHDRAWN', 'TERMINATED', 'COMPLETED')
    AND t.primary_completion_latest >= :today
ORDER BY t.primary_completion_latest, t.trial_id
LIMIT 2000
