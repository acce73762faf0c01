SELECT outcome_position, method, p_value
FROM result_analyses
WHERE nct_id = :nct_id
ORDER BY outcome_position, position
