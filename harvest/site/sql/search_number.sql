-- The record that a number names: its own, a former one, a DOI, a PMC number, another registry's.
SELECT 'trial' AS kind, trial_id AS id FROM trials WHERE trial_id IN (:number, upper(:number))
UNION ALL
SELECT kind, id FROM aliases WHERE kind = 'trial' AND alias IN (:number, upper(:number))
UNION ALL
SELECT 'article', article_id FROM articles WHERE article_id IN (:number, 'doi:' || lower(:number))
UNION ALL
SELECT kind, id FROM aliases WHERE kind = 'article' AND alias = :number
UNION ALL
SELECT 'article', article_id FROM articles WHERE doi IN (:number, lower(:number))
UNION ALL
SELECT 'article', article_id FROM article_ids WHERE value IN (:number, lower(:number), upper(:number))
UNION ALL
SELECT 'trial', trial_id FROM trial_ids WHERE id IN (:number, upper(:number))
UNION ALL
SELECT 'trial', trial_id FROM trials
WHERE trial_id > 'EUCTR' || :number || '-' AND trial_id < 'EUCTR' || :number || '.'
UNION ALL
SELECT 'article', article_id FROM articles WHERE pmcid = upper(:number)
LIMIT 1
