-- The narrower terms of a descriptor that are held, each once: with all its places below it, and how
-- deep the first of them stands.
SELECT
    m.ui, m.name, m.n_trials, m.n_articles, min(b.tree_number) AS tree_number,
    (length(b.tree_number) - length(p.tree_number)) / 4 AS depth,
    json_group_array(DISTINCT b.tree_number) AS places
FROM mesh_trees AS p
JOIN mesh_trees AS b
    ON b.tree_number > p.tree_number || '.' AND b.tree_number < p.tree_number || '/'
JOIN mesh_terms AS m ON m.ui = b.ui
WHERE p.ui = :ui AND m.withdrawn IS NULL
GROUP BY m.ui
ORDER BY tree_number
LIMIT 300
