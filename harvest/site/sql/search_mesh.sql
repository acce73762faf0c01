-- Definitions in use, names before scope notes.
SELECT m.ui, m.name, m.scope_note, m.n_trials, m.n_articles
FROM mesh_fts
JOIN mesh_terms AS m ON m.rowid = mesh_fts.rowid
WHERE mesh_fts MATCH :match AND m.n_trials + m.n_articles > 0 AND m.withdrawn IS NULL
ORDER BY mesh_fts.rank
LIMIT :most
