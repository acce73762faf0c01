-- Trials in which words are found, best first, by bm25 with the weights of trials_fts.
SELECT
    t.trial_id AS id, t.brief_title AS title, t.url, t.removed_on IS NOT NULL AS removed,
    snippet(trials_fts, -1, :open, :close, ' … ', 24) AS snippet,
    t.status_label, t.phase_label, t.enrollment || ' participants',
    replace(t.countries, '|', '; '), 'from ' || t.start_date,
    'same study as ' || (
        SELECT group_concat(trial_id, ', ')
        FROM (
            SELECT trial_id FROM trials
            WHERE study_id = t.study_id AND trial_id <> t.trial_id AND removed_on IS NULL
            ORDER BY trial_id
        )
    )
FROM trials_fts
JOIN trials AS t ON t.rowid = trials_fts.rowid
WHERE trials_fts MATCH :match AND (:only IS NULL OR t.trial_id = :only)
ORDER BY trials_fts.rank, t.trial_id
LIMIT :most
