SELECT kind, measure, description, time_frame
FROM outcomes
WHERE trial_id = :trial_id
ORDER BY CASE kind WHEN 'primary' THEN 1 WHEN 'secondary' THEN 2 ELSE 3 END, position
