-- title: Publication type
-- place: 3
SELECT pmid AS id, name AS value FROM article_types
