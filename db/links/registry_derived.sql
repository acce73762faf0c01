-- title: The registry added the paper from PubMed, where the paper has the trial's number
-- proof: pubmed
-- names: yes
-- lists: yes
-- relation: results
-- phrase: names the trial
SELECT f.trial_id, a.article_id, coalesce(f.citation, 'reference of type DERIVED') AS evidence, 1 AS registers
FROM trial_references AS f
-- a PMC number or a DOI may stand in the field of the PMID
JOIN articles AS a ON a.article_id = CASE
    WHEN f.pmid GLOB '[0-9]*' AND f.pmid NOT LIKE '10.%' THEN f.pmid
    ELSE (SELECT p.article_id FROM articles AS p WHERE p.pmcid = f.pmid OR lower(p.doi) = f.pmid LIMIT 1)
END
WHERE f.type = 'DERIVED'
