SELECT outcome_position, method, p_value
FROM result_analyses
WHERE trial_id = :trial_id
ORDER BY outcome_position, position
