-- The studies with a registration updated last; those that only touch the topic are left out.
SELECT trial_id AS id, max(last_updated) AS updated
FROM trials
WHERE removed_on IS NULL AND coalesce(relevance, 1) >= :relevant
GROUP BY study_id
ORDER BY updated DESC, trial_id DESC
LIMIT 6
