SELECT
    outcome_position, group_ids, method, p_value, p_value_comment, param_type, param_value, ci_pct,
    ci_sides, ci_lower, ci_upper, comparison, comparison_label
FROM result_analyses
WHERE trial_id = :trial_id
ORDER BY outcome_position, position
