-- title: Completed trials without a results paper
-- for: writer
-- home: writer 4
-- description: Trials completed some time ago without a linked results paper, of this or another registration of the
--   study (retracted ones not counted), and the paper most likely to report each, if any, with a calibrated
--   probability; to be checked by a person.
-- param: months, Minimum months since primary completion, integer, 24,

WITH best AS (
    SELECT trial_id, article_id, score, probable, evidence
    FROM (
        SELECT
            trial_id, article_id, score, probable, evidence,
            row_number() OVER (PARTITION BY trial_id ORDER BY probable DESC, score DESC, article_id) AS place
        FROM trial_articles
        WHERE relation = 'candidate' AND withdrawn_on IS NULL
    )
    WHERE place = 1
)
SELECT
    t.trial_id, t.primary_completion_date AS primary_completion, b.article_id AS likely_paper,
    b.score AS probability,
    CASE b.probable WHEN 1 THEN 'probable' WHEN 0 THEN 'to be checked by a person' END AS standing,
    c.title AS likely_title, t.brief_title AS title, b.evidence AS reasons, t.enrollment AS participants, t.phase_label AS phase,
    CASE t.has_results WHEN 1 THEN 'yes' ELSE 'no' END AS results_posted,
    (
        SELECT count(DISTINCT a.article_id) FROM trial_articles AS a
        WHERE a.trial_id = t.trial_id AND a.relation <> 'candidate' AND a.withdrawn_on IS NULL
    ) AS papers_linked,
    (
        SELECT group_concat(DISTINCT a.article_id)
        FROM trial_articles AS a JOIN articles AS p ON p.article_id = a.article_id
        WHERE a.trial_id = t.trial_id AND a.relation = 'results'
            AND a.withdrawn_on IS NULL AND p.integrity = 'retracted'
    ) AS retracted_paper,
    t.lead_sponsor AS sponsor
FROM trials AS t
LEFT JOIN best AS b ON b.trial_id = t.trial_id
LEFT JOIN articles AS c ON c.article_id = b.article_id
WHERE t.status = 'COMPLETED'
    AND t.removed_on IS NULL
    AND t.primary_completion_latest < (SELECT date(published_at, '-' || :months || ' months') FROM publication)
    AND NOT EXISTS (
        SELECT 1
        FROM study_articles AS a JOIN articles AS p ON p.article_id = a.article_id
        WHERE a.study_id = t.study_id AND a.relation = 'results' AND p.integrity IS NOT 'retracted'
    )
ORDER BY t.primary_completion_latest, t.trial_id
