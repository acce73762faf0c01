-- title: Papers that may report a trial, awaiting a verdict
-- for: writer, operator
-- description: Pairs that no number ties, with a calibrated probability and the reasons. Whoever runs this
--   base writes a verdict into verdicts.csv in the folder judgements beside its configuration (trial, paper,
--   yes or no, who, when, note); it overrides the score from the next harvest publish on. As a reader, send
--   yours to them.
-- param: percent, Least probability in per cent, integer, 20,

SELECT
    l.nct_id, t.brief_title AS trial, t.primary_completion_date AS primary_completion, l.pmid,
    a.title AS paper, a.year, a.author_list AS authors, l.score AS probability,
    CASE l.probable WHEN 1 THEN 'probable' ELSE 'for a person to judge' END AS standing,
    l.evidence AS reasons
FROM trial_articles AS l
JOIN trials AS t ON t.nct_id = l.nct_id
JOIN articles AS a ON a.pmid = l.pmid
WHERE l.relation = 'candidate' AND l.withdrawn_on IS NULL AND l.score * 100 >= :percent
ORDER BY l.score DESC, l.nct_id, l.pmid
