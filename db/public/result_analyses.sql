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
    PRIMARY KEY (trial_id, outcome_position, position)
) STRICT, WITHOUT ROWID;

INSERT INTO result_analyses
SELECT *
FROM work.result_analyses;
