-- title: The registry added the paper from PubMed, where the paper has the trial's number
-- proof: pubmed
-- names: yes
-- lists: yes
-- relation: results
-- phrase: names the trial
SELECT f.trial_id, a.article_id, coalesce(f.citation, 'reference of type DERIVED') AS evidence, 1 AS registers
FROM trial_references AS f
JOIN articles AS a ON a.pmid = f.pmid
WHERE f.type = 'DERIVED'
