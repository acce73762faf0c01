-- Marks around what was found are control characters: the page makes elements of them.
SELECT
    t.nct_id, t.brief_title, t.status, t.status_label, t.phase_label, t.countries, t.start_date,
    t.enrollment, snippet(trials_fts, -1, char(2), char(3), ' … ', 32) AS snippet
FROM trials_fts
JOIN trials AS t ON t.rowid = trials_fts.rowid
WHERE trials_fts MATCH :match
ORDER BY trials_fts.rank
LIMIT 50
