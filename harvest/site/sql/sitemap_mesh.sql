SELECT 'descriptor' AS kind, ui AS id, NULL AS changed
FROM mesh_terms
WHERE n_trials + n_articles > 0 AND withdrawn IS NULL
ORDER BY ui
LIMIT :most OFFSET :start
