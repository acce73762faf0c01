-- title: The registry lists the paper as background
-- proof: registry
-- lists: yes
-- relation: background
-- phrase: the registry lists it as background
SELECT f.trial_id, a.article_id, coalesce(f.citation, 'reference of type BACKGROUND') AS evidence, 0 AS registers
FROM trial_references AS f
JOIN articles AS a ON a.pmid = f.pmid
WHERE coalesce(f.type, 'BACKGROUND') NOT IN ('RESULT', 'DERIVED')
