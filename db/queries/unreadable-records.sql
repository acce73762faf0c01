-- title: Records that could not be read
-- for: operator
-- description: Records in quarantine, with reason and date, and terms or fields unknown to the program.

SELECT
    'unreadable' AS finding, source AS registry, record_id AS record, reason AS what, times,
    first_seen, last_seen
FROM quarantine_summary
UNION ALL
SELECT 'unknown term or path', source, record_id, path || ' = ' || example, NULL, first_seen, NULL
FROM drift
ORDER BY first_seen DESC, record
