-- title: Year
-- place: 4
-- order: latest
SELECT pmid AS id, CAST(year AS TEXT) AS value FROM articles INDEXED BY articles_list
