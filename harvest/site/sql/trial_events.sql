SELECT kind, type_label, date, date_unknown, description, party, step
FROM trial_events
WHERE nct_id = :nct_id
ORDER BY position
