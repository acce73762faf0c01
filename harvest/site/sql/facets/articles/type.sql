-- title: Publication type
-- place: 3
-- search: yes
SELECT DISTINCT article_id AS id, name AS value FROM article_types
