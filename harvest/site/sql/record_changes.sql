-- Changes of one record, newest first; mass changes are left out until a person released them.
SELECT kind, record_id, event, event_label, field, old, new, note, happened_on, seen_at, origin
FROM changes
WHERE kind = :kind AND record_id = :id
    AND (upstream IS NULL OR upstream IN (
        SELECT id FROM upstream_changes WHERE released_on IS NOT NULL
    ))
ORDER BY coalesce(happened_on, seen_at) DESC, id DESC
LIMIT 60
