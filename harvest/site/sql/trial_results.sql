SELECT
    position, type_label, title, time_frame, param_type_label, dispersion_type, unit, groups,
    participants, denominators, units_analysed, "values"
FROM result_outcomes
WHERE trial_id = :trial_id
ORDER BY position
