-- title: Publication type
-- place: 3
SELECT DISTINCT pmid AS id, name AS value FROM article_types
