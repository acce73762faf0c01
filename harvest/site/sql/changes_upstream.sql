-- Fields that were rewritten in very many records at once and are not told one by one.
SELECT u.id, u.kind, u.field, u.records, u.held, r.started
FROM upstream_changes AS u
JOIN runs AS r ON r.run_id = u.run_id
WHERE u.released_on IS NULL
ORDER BY u.id DESC
LIMIT 20
