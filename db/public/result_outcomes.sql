-- Posted outcome measures of a trial.
CREATE TABLE result_outcomes (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    type TEXT, -- PRIMARY, SECONDARY, OTHER_PRE_SPECIFIED or POST_HOC
    type_label TEXT, -- kind of outcome, in words
    title TEXT, -- what was measured
    description TEXT, -- how
    population TEXT, -- who was analysed
    time_frame TEXT, -- when
    param_type TEXT, -- kind of figure, code
    param_type_label TEXT, -- kind of figure, in words
    dispersion_type TEXT, -- kind of dispersion
    unit TEXT, -- unit of the figures
    reporting_status TEXT, -- POSTED or NOT_POSTED
    groups TEXT CHECK (groups IS NULL OR json_valid(groups)), -- JSON list of {id, title, description}
    participants TEXT CHECK (participants IS NULL OR json_valid(participants)), -- JSON list of {groupId, value}
    "values" TEXT CHECK ("values" IS NULL OR json_valid("values")), -- JSON of classes, categories and measurements
    PRIMARY KEY (trial_id, position)
) STRICT;

INSERT INTO result_outcomes
SELECT
    *,
    label('result_outcome_types', type) AS type_label,
    label('measure_params', param_type) AS param_type_label
FROM work.result_outcomes;
