-- The versions of records by their keys.
SELECT v.record_id, max(v.version)
FROM json_each(:ids) AS j
JOIN versions AS v ON v.kind IN ('trial', 'article') AND v.record_id = j.value
GROUP BY v.record_id
