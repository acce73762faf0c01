SELECT kind, measure, description, time_frame
FROM outcomes
WHERE nct_id = :nct_id
ORDER BY CASE kind WHEN 'primary' THEN 1 WHEN 'secondary' THEN 2 ELSE 3 END, position
