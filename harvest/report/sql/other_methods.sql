-- Records found otherwise than by a search: by citation of a trial, by a trial's number.
SELECT source, purpose, count(*), sum(fetched), sum(new), max(finished)
FROM run_queries WHERE purpose IN ('cited', 'naming')
GROUP BY source, purpose ORDER BY source, purpose
