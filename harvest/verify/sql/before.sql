-- When a field of a trial last had another value, and which: the newest change that ended it.
SELECT old, new, coalesce(happened_on, substr(seen_at, 1, 10))
FROM changes
WHERE kind = 'trial' AND record_id = :id AND field = :field AND old IS NOT NULL
ORDER BY id DESC
