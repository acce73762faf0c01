-- title: Journal
-- place: 9
SELECT pmid AS id, journal AS value FROM articles INDEXED BY articles_list
