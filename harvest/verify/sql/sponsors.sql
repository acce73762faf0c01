SELECT role, name FROM sponsors WHERE trial_id = :id AND name IS NOT NULL ORDER BY position
