-- The latest version of a record, and when it was seen.
SELECT version, coalesce(source_date, ''), seen_at FROM versions
WHERE kind IN ('trial', 'article') AND record_id = :record ORDER BY version DESC LIMIT 1
