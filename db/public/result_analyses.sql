-- Statistical analyses of posted outcomes.
CREATE TABLE result_analyses (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    outcome_position INTEGER NOT NULL, -- position of the outcome in result_outcomes
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    group_ids TEXT, -- groups compared, joined by "|"
    method TEXT, -- method
    p_value TEXT, -- p value as given, e.g. <0.001
    param_type TEXT, -- kind of estimate
    param_value TEXT, -- estimate
    ci_pct TEXT, -- level of the confidence interval, percent
    ci_lower TEXT, -- lower limit
    ci_upper TEXT, -- upper limit
    comment TEXT, -- comment
    p_value_comment TEXT, -- comment of the p value, e.g. one-sided
    ci_sides TEXT, -- ONE_SIDED or TWO_SIDED
    comparison TEXT, -- kind of test, code, e.g. NON_INFERIORITY
    comparison_label TEXT, -- kind of test, in words
    comparison_comment TEXT, -- comment of the kind of test, e.g. the margin of non-inferiority
    PRIMARY KEY (trial_id, outcome_position, position)
) STRICT, WITHOUT ROWID;

INSERT INTO result_analyses
SELECT
    a.*,
    without_email(json_extract(s.json, '$.outcomeMeasures[' || max(a.outcome_position - 1, 0) || '].analyses[' || max(a.position - 1, 0) || '].pValueComment'))
        AS p_value_comment,
    json_extract(s.json, '$.outcomeMeasures[' || max(a.outcome_position - 1, 0) || '].analyses[' || max(a.position - 1, 0) || '].ciNumSides')
        AS ci_sides,
    json_extract(s.json, '$.outcomeMeasures[' || max(a.outcome_position - 1, 0) || '].analyses[' || max(a.position - 1, 0) || '].nonInferiorityType')
        AS comparison,
    label('comparison_types',
        json_extract(s.json, '$.outcomeMeasures[' || max(a.outcome_position - 1, 0) || '].analyses[' || max(a.position - 1, 0) || '].nonInferiorityType'))
        AS comparison_label,
    without_email(json_extract(s.json, '$.outcomeMeasures[' || max(a.outcome_position - 1, 0) || '].analyses[' || max(a.position - 1, 0) || '].nonInferiorityComment'))
        AS comparison_comment
FROM work.result_analyses AS a
LEFT JOIN work.result_sections AS s
    ON s.trial_id = a.trial_id AND s.section = 'outcomeMeasuresModule';
