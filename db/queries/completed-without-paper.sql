-- title: Completed trials without a results paper
-- for: writer
-- description: Trials that ended at least so many months ago, to which no paper with results is tied. A
--   paper that the registry found in PubMed counts only where nothing better is known.
-- param: months, Months since primary completion, integer, 24,

SELECT
    t.nct_id, t.brief_title AS title, t.primary_completion_date AS primary_completion,
    t.enrollment AS participants, t.phase_label AS phase,
    CASE t.has_results WHEN 1 THEN 'yes' ELSE 'no' END AS results_posted,
    (SELECT count(DISTINCT a.pmid) FROM trial_articles AS a WHERE a.nct_id = t.nct_id)
        AS papers_tied,
    t.lead_sponsor AS sponsor
FROM trials AS t
WHERE t.status = 'COMPLETED'
    AND t.removed_on IS NULL
    AND t.primary_completion_latest < (SELECT date(published_at, '-' || :months || ' months') FROM publication)
    AND NOT EXISTS (
        SELECT 1
        FROM trial_articles AS a
        WHERE a.nct_id = t.nct_id AND a.relation IN ('results', 'derived')
    )
ORDER BY t.primary_completion_latest, t.nct_id
