SELECT source, kind, record_id, reason, times, last_seen
FROM quarantine_summary
ORDER BY last_seen DESC
LIMIT 200
