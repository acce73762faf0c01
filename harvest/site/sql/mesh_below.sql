-- The narrower terms of a descriptor that are held, with how deep below it they stand.
SELECT DISTINCT
    m.ui, m.name, m.n_trials, m.n_articles, b.tree_number, p.tree_number AS place,
    (length(b.tree_number) - length(p.tree_number)) / 4 AS depth
FROM mesh_trees AS p
JOIN mesh_trees AS b
    ON b.tree_number > p.tree_number || '.' AND b.tree_number < p.tree_number || '/'
JOIN mesh_terms AS m ON m.ui = b.ui
WHERE p.ui = :ui AND m.withdrawn IS NULL
ORDER BY b.tree_number
LIMIT 300
