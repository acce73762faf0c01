SELECT position, measure, time_frame FROM outcomes
WHERE trial_id = :id AND kind = 'primary' ORDER BY position
