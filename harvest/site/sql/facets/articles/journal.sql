-- title: Journal
-- place: 9
SELECT article_id AS id, journal AS value FROM articles INDEXED BY articles_list
