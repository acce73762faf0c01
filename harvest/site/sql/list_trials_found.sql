-- Where the words were found. Marks around them are control characters: the page makes elements.
-- Record by record (CROSS JOIN keeps the order), as the full text would else be read whole.
SELECT
    t.trial_id AS id, highlight(trials_fts, 1, char(2), char(3)) AS title,
    snippet(trials_fts, -1, char(2), char(3), ' … ', 32) AS snippet
FROM json_each(:ids) AS wanted
CROSS JOIN trials AS t ON t.trial_id = wanted.value
CROSS JOIN trials_fts ON trials_fts.rowid = t.rowid
WHERE trials_fts MATCH :match
