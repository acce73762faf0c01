-- Records here that name a number which is not here.
SELECT CASE WHEN a.pmid IS NULL THEN a.article_id ELSE 'PMID ' || a.pmid END
FROM articles AS a
WHERE a.article_id IN (
    SELECT article_id FROM databanks WHERE accession = :id
    UNION ALL
    SELECT id FROM mentions WHERE kind = 'article' AND number = :id
    UNION ALL
    SELECT article_id FROM article_references WHERE ref_pmid = :id OR lower(ref_doi) = lower(:id)
)
UNION
SELECT trial_id FROM trial_references WHERE pmid = :id
ORDER BY 1
