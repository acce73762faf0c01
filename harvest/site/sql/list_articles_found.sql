-- Where the words were found. Marks around them are control characters: the page makes elements.
-- Record by record (CROSS JOIN keeps the order), as the full text would else be read whole.
SELECT
    a.article_id AS id, highlight(articles_fts, 1, char(2), char(3)) AS title,
    snippet(articles_fts, -1, char(2), char(3), ' … ', 32) AS snippet
FROM json_each(:ids) AS wanted
CROSS JOIN articles AS a ON a.article_id = wanted.value
CROSS JOIN articles_fts ON articles_fts.rowid = a.rowid
WHERE articles_fts MATCH :match
