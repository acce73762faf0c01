-- MeSH terms in use with each of their spellings, the name itself first.
SELECT name, ui, said, n_trials, n_articles
FROM (
    SELECT name, ui, name AS said, n_trials, n_articles, -1 AS place FROM mesh_terms
    UNION ALL
    SELECT m.name, m.ui, e.term, m.n_trials, m.n_articles, e.position
    FROM mesh_entry_terms AS e JOIN mesh_terms AS m ON m.ui = e.ui
)
WHERE n_trials + n_articles > 0
ORDER BY ui, place
