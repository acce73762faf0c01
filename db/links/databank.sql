-- title: PubMed's data bank list for the paper names the trial
-- proof: pubmed
-- names: yes
-- relation: results
-- phrase: names the trial
SELECT n.trial_id, m.id AS article_id, m.evidence, 1 AS registers
FROM mentions AS m
JOIN trial_numbers AS n ON n.number = m.number
WHERE m.kind = 'article' AND m.field LIKE 'databanks%'
