SELECT source, search, first_seen, last_seen, left_on
FROM memberships
WHERE kind = :kind AND record_id = :id
ORDER BY search, source
