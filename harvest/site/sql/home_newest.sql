-- The trials updated last; those that only touch the topic are left out.
SELECT trial_id AS id
FROM trials
WHERE removed_on IS NULL AND coalesce(relevance, 1) >= :relevant
ORDER BY last_updated DESC, trial_id DESC
LIMIT 6
