-- title: Stopped trials and why
-- for: investigator, writer
-- home: investigator 2
-- description: Terminated, withdrawn and suspended trials with the reason that the sponsor gave.
-- param: words, Words, text, ,

SELECT
    t.trial_id, t.status_label AS status, coalesce(t.why_stopped, 'no reason stated') AS why_stopped,
    t.brief_title AS title, t.enrollment AS participants,
    lower(t.enrollment_type) AS number_is, t.phase_label AS phase, t.lead_sponsor AS sponsor,
    t.last_updated
FROM trials AS t
WHERE t.status IN ('TERMINATED', 'WITHDRAWN', 'SUSPENDED')
    AND t.removed_on IS NULL
    AND (:words = '' OR t.rowid IN (
        SELECT rowid FROM trials_fts WHERE trials_fts MATCH escape_fts(:words)
    ))
ORDER BY t.last_updated DESC, t.trial_id
