-- title: MeSH term
SELECT pmid AS id, ui AS value FROM article_mesh
