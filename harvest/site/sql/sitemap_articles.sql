SELECT '/articles/' || pmid AS path, date_revised AS changed
FROM articles
WHERE removed_on IS NULL
ORDER BY rowid
LIMIT :most OFFSET :start
