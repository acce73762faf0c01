-- Changes by month, by the registry's date where it gives one (only a year, where that is all it
-- gives); mass changes and the time before the first harvest left out.
SELECT
    substr(coalesce(happened_on, seen_at), 1, 7) AS month, count(*) AS changes,
    count(*) FILTER (WHERE event = 'registered') AS registered,
    count(*) FILTER (WHERE event IN ('status', 'stopped')) AS status,
    count(DISTINCT record_id) AS records
FROM changes
WHERE origin = 'harvest'
    AND (upstream IS NULL OR upstream IN (
        SELECT id FROM upstream_changes WHERE released_on IS NOT NULL
    ))
GROUP BY month
ORDER BY month DESC
