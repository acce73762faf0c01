-- title: Trials past their completion date
-- for: investigator
-- description: Trials whose primary completion date has passed while the record still says they are ongoing,
--   whose record has not been verified for two years, or whose status is unknown.
-- param: words, Words, text, ,

SELECT
    t.trial_id, t.primary_completion_date AS primary_completion, t.status_label AS status,
    t.last_known_status_label AS last_known_status,
    lower(t.primary_completion_date_type) AS date_is, t.status_verified_date AS verified,
    CASE
        WHEN t.status = 'UNKNOWN' THEN 'status unknown to the registry'
        WHEN t.primary_completion_latest < (SELECT date(published_at) FROM publication)
            THEN 'date of primary completion has passed'
        ELSE 'not verified for two years'
    END AS reason,
    t.brief_title AS title, t.lead_sponsor AS sponsor
FROM trials AS t
WHERE t.removed_on IS NULL
    AND (
        t.status = 'UNKNOWN'
        OR (
            t.status IN ('RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION')
            AND (
                t.primary_completion_latest < (SELECT date(published_at) FROM publication)
                OR t.status_verified_date
                    < (SELECT substr(date(published_at, '-2 years'), 1, 7) FROM publication)
            )
        )
    )
    AND (:words = '' OR t.rowid IN (
        SELECT rowid FROM trials_fts WHERE trials_fts MATCH escape_fts(:words)
    ))
ORDER BY t.primary_completion_latest, t.trial_id
