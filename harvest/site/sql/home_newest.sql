SELECT nct_id, brief_title, status_label, phase_label, countries, last_updated
FROM trials
WHERE removed_on IS NULL
ORDER BY last_updated DESC, nct_id
LIMIT 8
