-- The imported files in which a paper was found, and by what it was recognised.
SELECT
    f.database, f.name, f.day, f.imported_at, i.position, i.outcome, i.reason, i.resembles, i.apart,
    i.record_id, i.imported_as, i.merged_because
FROM imported_references AS i
JOIN imported_files AS f ON f.file_id = i.file_id
WHERE i.record_id = :article_id OR i.imported_as = :article_id
ORDER BY f.imported_at, f.name, i.position
LIMIT 50
