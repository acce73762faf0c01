SELECT
    position, type_label, title, time_frame, param_type_label, dispersion_type, unit, groups,
    participants, "values"
FROM result_outcomes
WHERE nct_id = :nct_id
ORDER BY position
