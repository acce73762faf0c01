-- Every title of every record that stands, those of trials last so that theirs hold.
SELECT 'paper', pmid, title FROM articles WHERE title IS NOT NULL
UNION ALL
SELECT 'trial', nct_id, official_title FROM trials WHERE official_title IS NOT NULL
UNION ALL
SELECT 'trial', nct_id, brief_title FROM trials WHERE brief_title IS NOT NULL
