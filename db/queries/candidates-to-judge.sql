-- title: Papers that may report a trial, awaiting a verdict
-- for: writer, operator
-- description: Trials and papers not linked by a number, with a calibrated probability and the reasons. The
--   operator adds verdicts to judgements/verdicts.csv in the configuration folder (trial, paper, yes or no,
--   who, when, note); they override the score from the next harvest publish on. Readers can send theirs to
--   the operator.
-- param: percent, Minimum probability (%), integer, 20,

SELECT
    l.trial_id, l.article_id, l.score AS probability,
    CASE l.probable WHEN 1 THEN 'probable' ELSE 'to be checked by a person' END AS standing,
    l.evidence AS reasons, a.integrity_label AS integrity, t.brief_title AS trial, a.title AS paper, a.year,
    a.author_list AS authors, t.primary_completion_date AS primary_completion
FROM trial_articles AS l
JOIN trials AS t ON t.trial_id = l.trial_id
JOIN articles AS a ON a.article_id = l.article_id
WHERE l.relation = 'candidate' AND l.withdrawn_on IS NULL AND l.score * 100 >= :percent
ORDER BY l.probable DESC, l.score DESC, l.trial_id, l.article_id
