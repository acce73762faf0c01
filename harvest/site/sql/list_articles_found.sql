-- Where the words were found. Marks around them are control characters: the page makes elements.
SELECT
    a.pmid AS id, highlight(articles_fts, 1, char(2), char(3)) AS title,
    snippet(articles_fts, -1, char(2), char(3), ' … ', 32) AS snippet
FROM articles AS a
JOIN articles_fts ON articles_fts.rowid = a.rowid
WHERE a.pmid IN (SELECT value FROM json_each(:ids)) AND articles_fts MATCH :match
