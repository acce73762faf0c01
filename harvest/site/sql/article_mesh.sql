SELECT m.ui, m.name, m.scope_note, x.major, x.qualifiers
FROM article_mesh AS x
JOIN mesh_terms AS m ON m.ui = x.ui
WHERE x.article_id = :article_id
ORDER BY x.major DESC, m.name
