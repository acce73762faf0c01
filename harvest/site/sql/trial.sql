SELECT * FROM trials WHERE trial_id = :trial_id
