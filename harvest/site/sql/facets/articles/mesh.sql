-- title: MeSH term
SELECT article_id AS id, ui AS value FROM article_mesh
