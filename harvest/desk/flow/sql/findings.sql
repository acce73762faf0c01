-- Which search found which record, and when first; also where it no longer does.
SELECT record_id, source, search, first_seen FROM memberships WHERE kind IN ('trial', 'article')
ORDER BY source, search, record_id
