-- title: The registry lists the paper as a result
-- proof: registry
-- lists: yes
-- relation: results
-- phrase: the registry lists it as a result
SELECT f.trial_id, a.article_id, coalesce(f.citation, 'reference of type RESULT') AS evidence, 1 AS registers
FROM trial_references AS f
JOIN articles AS a ON a.pmid = f.pmid
WHERE f.type = 'RESULT'
