-- title: Results not posted, by three clocks
-- for: writer, investigator
-- description: Completed trials without posted results. The clocks are never mixed. US law counts only
--   interventional trials of a regulated drug or device beyond phase 1, one year after primary completion,
--   and leaves out those with a certificate of delay; the other two count every completed trial.
-- param: clock, Clock, choice, law, SELECT 'law', 'US law: 12 months, applicable trials' UNION ALL SELECT 'year', '12 months after primary completion' UNION ALL SELECT 'two-years', '24 months after primary completion'

WITH clock AS (
    SELECT
        t.*,
        date(
            t.primary_completion_latest,
            CASE :clock WHEN 'two-years' THEN '+24 months' ELSE '+12 months' END
        ) AS due
    FROM trials AS t
    WHERE t.has_results = 0
        AND t.removed_on IS NULL
        AND t.status IN ('COMPLETED', 'TERMINATED', 'UNKNOWN')
        AND (
            :clock <> 'law'
            OR (
                t.study_type = 'INTERVENTIONAL'
                AND (t.is_fda_regulated_drug = 1 OR t.is_fda_regulated_device = 1)
                AND coalesce(t.phase, '') NOT IN ('PHASE1', 'EARLY_PHASE1')
                AND t.disp_first_submitted IS NULL
                AND coalesce(t.results_waived, 0) = 0
            )
        )
)
SELECT
    c.due,
    CAST(julianday((SELECT date(published_at) FROM publication)) - julianday(c.due) AS INTEGER) AS days_overdue, c.nct_id,
    c.brief_title AS title, c.status_label AS status, c.phase_label AS phase,
    c.primary_completion_date AS primary_completion,
    lower(c.primary_completion_date_type) AS date_is,
    coalesce(c.results_first_submitted, c.estimated_results_first_submitted)
        AS submitted_under_review,
    c.disp_first_submitted AS certificate_of_delay, c.lead_sponsor AS sponsor
FROM clock AS c
WHERE c.due < (SELECT date(published_at) FROM publication)
ORDER BY c.due, c.nct_id
