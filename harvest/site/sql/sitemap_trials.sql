SELECT '/trials/' || nct_id AS path, last_updated AS changed
FROM trials
WHERE removed_on IS NULL
ORDER BY nct_id
LIMIT :most OFFSET :start
