-- Records found otherwise than by a search: by citation of a trial, by a trial's number, as preprints of held papers.
SELECT source, purpose, count(*), sum(fetched), sum(new), max(finished)
FROM run_queries WHERE purpose IN ('cited', 'naming', 'texts')
GROUP BY source, purpose ORDER BY source, purpose
