-- Trials that a sponsor leads or supports, the latest start first.
SELECT DISTINCT
    t.nct_id, coalesce(t.acronym, t.brief_title, t.nct_id) AS title, t.status, t.status_label,
    t.start_date, t.primary_completion_date, t.completion_date,
    max(s.role = 'lead') AS leads
FROM sponsors AS s
JOIN trials AS t ON t.nct_id = s.nct_id
WHERE s.name IN (SELECT value FROM json_each(:names)) AND t.removed_on IS NULL
GROUP BY t.nct_id
ORDER BY t.start_date DESC, t.nct_id
