SELECT kind, type_label, date, date_unknown, description, party, step
FROM trial_events
WHERE trial_id = :trial_id
ORDER BY position
