SELECT version, source_date, seen_at
FROM versions
WHERE kind = 'trial' AND record_id = :nct_id
ORDER BY version DESC
