-- Whether a record is still in the database, and since when it is not; what has replaced it.
SELECT removed_on, (SELECT id FROM aliases WHERE alias = :record AND kind IN ('trial', 'article') LIMIT 1)
FROM (
    SELECT removed_on FROM trials WHERE trial_id = :record
    UNION ALL
    SELECT removed_on FROM articles WHERE article_id = :record
)
LIMIT 1
