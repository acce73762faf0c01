-- title: MeSH term or a narrower one
SELECT x.article_id AS id, m.name AS value
FROM mesh_terms AS m
JOIN article_mesh AS x ON x.ui = m.ui
UNION ALL
SELECT x.article_id, m.name
FROM mesh_terms AS m
JOIN mesh_trees AS p ON p.ui = m.ui
JOIN mesh_trees AS b
    ON b.tree_number > p.tree_number || '.' AND b.tree_number < p.tree_number || '/'
JOIN article_mesh AS x ON x.ui = b.ui
