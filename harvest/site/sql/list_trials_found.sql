-- Where the words were found. Marks around them are control characters: the page makes elements.
SELECT
    t.nct_id AS id, highlight(trials_fts, 1, char(2), char(3)) AS title,
    snippet(trials_fts, -1, char(2), char(3), ' … ', 32) AS snippet
FROM trials AS t
JOIN trials_fts ON trials_fts.rowid = t.rowid
WHERE t.nct_id IN (SELECT value FROM json_each(:ids)) AND trials_fts MATCH :match
