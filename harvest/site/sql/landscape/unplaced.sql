-- Sites that no map can show.
SELECT count(*) AS sites
FROM locations AS l
JOIN trials AS t ON t.trial_id = l.trial_id
WHERE (l.latitude IS NULL OR l.longitude IS NULL) AND t.removed_on IS NULL
    AND coalesce(t.relevance, 1) >= :relevant
