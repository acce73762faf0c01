-- title: Publication type
-- place: 3
-- search: yes
SELECT DISTINCT pmid AS id, name AS value FROM article_types
