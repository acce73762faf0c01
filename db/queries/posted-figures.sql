-- title: Posted outcomes: each figure with its denominator
-- for: writer
-- description: Figures of posted outcomes as the registry shows them, one row for each group of
--   participants, with how many were analysed at that point, and the comment of a figure that is missing.
-- param: outcome, Outcome contains, text, ,
-- param: trial, Trial number, text, ,

SELECT
    f.trial_id, o.title AS outcome, f.value, f.analysed, f.group_title AS participants_group,
    coalesce(f.class || ': ' || f.category, f.class, f.category) AS at, f.spread, f.lower_limit,
    f.upper_limit, lower(f.units_analysed) AS analysed_are, f.participants, f.comment,
    o.type_label AS kind, o.unit, o.param_type_label AS figure, o.time_frame
FROM result_figures AS f
JOIN result_outcomes AS o ON o.trial_id = f.trial_id AND o.position = f.outcome_position
WHERE (:trial = '' OR f.trial_id = trim(:trial) COLLATE NOCASE)
    AND (:outcome = '' OR instr(lower(o.title), lower(trim(:outcome))) > 0)
ORDER BY f.trial_id, f.outcome_position, f.position
