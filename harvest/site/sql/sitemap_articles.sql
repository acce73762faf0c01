SELECT 'article' AS kind, article_id AS id, date_revised AS changed
FROM articles
WHERE removed_on IS NULL
ORDER BY rowid
LIMIT :most OFFSET :start
