-- The studies that papers report: those whose results they give, else those that they otherwise belong to.
SELECT article_id, study_id, relation IN ('results', 'preprint') AS results
FROM study_articles WHERE relation IN ('results', 'preprint', 'protocol', 'derived')
ORDER BY article_id, study_id
