-- Records here that name a number which is not here.
SELECT 'PMID ' || pmid FROM databanks WHERE accession = :id
UNION
SELECT nct_id FROM trial_references WHERE pmid = :id
UNION
SELECT 'PMID ' || pmid FROM article_references WHERE ref_pmid = :id OR lower(ref_doi) = lower(:id)
ORDER BY 1
