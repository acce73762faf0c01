-- The newest papers; those that only touch the topic are left out.
SELECT article_id AS id
FROM articles
WHERE removed_on IS NULL AND coalesce(relevance, 1) >= :relevant
ORDER BY year DESC, published DESC, rowid DESC
LIMIT 6
