-- Papers that report results of a trial.
SELECT DISTINCT l.article_id FROM trial_articles AS l
WHERE l.trial_id = :id AND l.relation IN ('results', 'preprint', 'derived') AND l.withdrawn_on IS NULL
ORDER BY 1
