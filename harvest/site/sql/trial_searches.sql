SELECT source, search, first_seen, last_seen, left_on
FROM memberships
WHERE kind = 'trial' AND record_id = :nct_id
ORDER BY search
