-- Records here that name a number which is not here: kind, key, where, and the words around it.
SELECT 'trial', m.id, m.field, m.evidence
FROM mentions AS m WHERE m.kind = 'trial' AND m.number = :number
UNION ALL
SELECT 'trial', trial_id, 'references', citation
FROM trial_references WHERE pmid = :number
UNION ALL
SELECT 'trial', trial_id, 'trial_ids', coalesce(domain || ': ', '') || id
FROM trial_ids WHERE id = :number
UNION ALL
SELECT 'article', m.id, m.field, m.evidence
FROM mentions AS m WHERE m.kind = 'article' AND m.number = :number
UNION ALL
SELECT 'article', article_id, 'databanks', databank || '/' || accession
FROM databanks WHERE accession = :number
UNION ALL
SELECT 'article', article_id, 'references', citation
FROM article_references WHERE ref_pmid = :number
UNION ALL
-- Without an index: only of a DOI.
SELECT 'article', article_id, 'references', citation
FROM article_references WHERE :number LIKE '10.%' AND lower(ref_doi) = :number
ORDER BY 1 DESC, 2, 3
LIMIT 5
