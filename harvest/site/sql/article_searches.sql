SELECT source, search, first_seen, last_seen, left_on
FROM memberships
WHERE kind = 'article' AND record_id = :pmid
ORDER BY search
