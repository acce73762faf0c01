SELECT 'trial' AS kind, trial_id AS id, last_updated AS changed
FROM trials
WHERE removed_on IS NULL
ORDER BY trial_id
LIMIT :most OFFSET :start
