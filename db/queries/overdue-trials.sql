-- title: Trials that should be over
-- for: investigator
-- description: The date of primary completion has passed and the record still says that the trial goes on,
--   or nobody has verified the record for two years, or the registry has lost track of it.
-- param: words, Words, text, ,

SELECT
    t.nct_id, t.brief_title AS title, t.status_label AS status,
    t.last_known_status_label AS last_known_status,
    t.primary_completion_date AS primary_completion,
    lower(t.primary_completion_date_type) AS date_is, t.status_verified_date AS verified,
    CASE
        WHEN t.status = 'UNKNOWN' THEN 'status unknown to the registry'
        WHEN t.primary_completion_latest < (SELECT date(published_at) FROM publication)
            THEN 'date of primary completion has passed'
        ELSE 'not verified for two years'
    END AS reason,
    t.lead_sponsor AS sponsor
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
ORDER BY t.primary_completion_latest, t.nct_id
