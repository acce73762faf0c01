-- What MeSH calls a term.
SELECT DISTINCT m.ui, m.name
FROM mesh_entry_terms AS e
JOIN mesh_terms AS m ON m.ui = e.ui
WHERE e.term = :term COLLATE NOCASE AND m.n_trials + m.n_articles > 0 AND m.withdrawn IS NULL
LIMIT 3
