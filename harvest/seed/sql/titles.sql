-- Every title of every record that stands, those of trials last so that theirs hold.
SELECT 'paper', article_id, title FROM articles WHERE title IS NOT NULL
UNION ALL
SELECT 'trial', trial_id, official_title FROM trials WHERE official_title IS NOT NULL
UNION ALL
SELECT 'trial', trial_id, brief_title FROM trials WHERE brief_title IS NOT NULL
