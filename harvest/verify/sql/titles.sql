-- Every title of every record.
SELECT 'article', article_id, title FROM articles WHERE title IS NOT NULL
UNION ALL
SELECT 'article', article_id, vernacular_title FROM articles WHERE vernacular_title IS NOT NULL
UNION ALL
SELECT 'trial', trial_id, brief_title FROM trials WHERE brief_title IS NOT NULL
UNION ALL
SELECT 'trial', trial_id, official_title FROM trials
WHERE official_title IS NOT NULL AND official_title IS NOT brief_title
