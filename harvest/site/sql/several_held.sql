-- Which of the trials and papers (lists of keys, JSON) this topic has, too.
SELECT 'trials' AS kind, trial_id AS id FROM trials WHERE trial_id IN (SELECT value FROM json_each(:trials))
UNION ALL
SELECT 'articles', article_id FROM articles WHERE article_id IN (SELECT value FROM json_each(:articles))
