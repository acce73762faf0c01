-- Trials that a sponsor leads or supports, the latest start first.
SELECT DISTINCT
    t.trial_id, coalesce(t.acronym, t.brief_title, t.trial_id) AS title, t.status, t.status_label,
    t.start_date, t.primary_completion_date, t.completion_date,
    max(s.role = 'lead') AS leads
FROM sponsors AS s
JOIN trials AS t ON t.trial_id = s.trial_id
WHERE s.name IN (SELECT value FROM json_each(:names)) AND t.removed_on IS NULL
GROUP BY t.trial_id
ORDER BY t.start_date DESC, t.trial_id
