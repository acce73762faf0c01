SELECT DISTINCT pmid, nct_id FROM trial_articles
WHERE pmid IN (:ids) AND relation IN ('results', 'protocol', 'derived') ORDER BY pmid, nct_id
