-- Held records of these keys.
SELECT trial_id, brief_title FROM trials
WHERE :kind = 'trial' AND trial_id IN (SELECT value FROM json_each(:keys))
UNION ALL
SELECT article_id, title FROM articles
WHERE :kind = 'article' AND article_id IN (SELECT value FROM json_each(:keys))
ORDER BY 1
