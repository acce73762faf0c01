-- Definitions in use that MeSH knows by one of the phrases (a JSON list), the longest first.
SELECT DISTINCT m.ui, m.name, m.scope_note, m.n_trials, m.n_articles
FROM json_each(:phrases) AS p
JOIN mesh_entry_terms AS e ON e.term = p.value COLLATE NOCASE
JOIN mesh_terms AS m ON m.ui = e.ui
WHERE m.n_trials + m.n_articles > 0 AND m.withdrawn IS NULL
ORDER BY p.key
LIMIT :most
