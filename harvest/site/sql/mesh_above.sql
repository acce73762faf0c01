-- The broader terms of a descriptor that are held, by each of its places in the tree.
WITH RECURSIVE above (tree_number, place) AS (
    SELECT tree_number, tree_number FROM mesh_trees WHERE ui = :ui
    UNION ALL
    SELECT substr(tree_number, 1, length(tree_number) - 4), place
    FROM above
    WHERE length(tree_number) > 3
)
SELECT a.place, a.tree_number, t.ui, m.name
FROM above AS a
JOIN mesh_trees AS t ON t.tree_number = a.tree_number
JOIN mesh_terms AS m ON m.ui = t.ui
WHERE a.tree_number <> a.place
ORDER BY a.place, a.tree_number
