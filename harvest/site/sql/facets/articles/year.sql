-- title: Year
-- place: 4
-- order: latest
SELECT article_id AS id, CAST(year AS TEXT) AS value FROM articles INDEXED BY articles_list
