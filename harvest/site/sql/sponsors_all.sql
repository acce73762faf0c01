-- Every spelling of every sponsor with its trials, those that it leads and those that it supports.
SELECT
    s.name, max(s.sponsor_class_label) AS kind,
    count(DISTINCT t.trial_id) FILTER (WHERE s.role = 'lead') AS leads,
    count(DISTINCT t.trial_id) FILTER (WHERE s.role <> 'lead') AS supports,
    count(DISTINCT t.trial_id) FILTER (
        WHERE s.role = 'lead'
            AND t.status IN ('RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION')
    ) AS recruiting,
    count(DISTINCT t.trial_id) FILTER (WHERE s.role = 'lead' AND t.status = 'COMPLETED') AS completed,
    count(DISTINCT t.trial_id) FILTER (WHERE s.role = 'lead' AND t.has_results = 1) AS with_results
FROM sponsors AS s
JOIN trials AS t ON t.trial_id = s.trial_id
WHERE s.name IS NOT NULL AND t.removed_on IS NULL
GROUP BY s.name
