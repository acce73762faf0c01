-- What was told of some records since an export, and of papers of theirs.
SELECT c.id, c.kind, c.record_id, c.event, c.event_label, c.field, c.old, c.new, c.note, c.happened_on, c.seen_at
FROM changes AS c
WHERE c.id > :after AND c.record_id IN (SELECT value FROM json_each(:records))
ORDER BY c.id
