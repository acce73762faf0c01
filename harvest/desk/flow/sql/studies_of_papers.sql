-- The studies that papers report: those whose results they give, else those that they otherwise belong to.
SELECT article_id, study_id, relation = 'results' AS results
FROM study_articles WHERE relation IN ('results', 'protocol', 'derived')
ORDER BY article_id, study_id
