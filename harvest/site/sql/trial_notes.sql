SELECT kind, field, text FROM trial_notes WHERE trial_id = :trial_id ORDER BY position
