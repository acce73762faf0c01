SELECT kind, measure, coalesce(description, ''), coalesce(time_frame, ''), position
FROM outcomes WHERE trial_id = :id ORDER BY kind, position
