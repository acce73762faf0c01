SELECT version, source_date, seen_at
FROM versions
WHERE kind = 'trial' AND record_id = :trial_id
ORDER BY version DESC
