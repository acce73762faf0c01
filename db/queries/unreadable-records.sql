-- title: Records that could not be read
-- for: operator
-- description: What stands in quarantine, why and since when, and terms or paths that the program does not
--   know yet.

SELECT
    'unreadable' AS finding, source AS registry, record_id AS record, reason AS what, times,
    first_seen, last_seen
FROM quarantine_summary
UNION ALL
SELECT 'unknown term or path', source, record_id, path || ' = ' || example, NULL, first_seen, NULL
FROM drift
ORDER BY first_seen DESC, record
