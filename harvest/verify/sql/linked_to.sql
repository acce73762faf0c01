-- Trials that a paper is linked to as a report of their results.
SELECT DISTINCT trial_id FROM trial_articles
WHERE article_id = :article AND relation IN ('results', 'preprint', 'derived') AND withdrawn_on IS NULL
ORDER BY 1
