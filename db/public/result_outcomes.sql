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
    denominators TEXT CHECK (denominators IS NULL OR json_valid(denominators)), -- how many were analysed, JSON list of {units, counts}
    units_analysed TEXT, -- what was analysed, where it is not participants, e.g. Eyes
    "values" TEXT CHECK ("values" IS NULL OR json_valid("values")), -- JSON of classes, categories and measurements
    PRIMARY KEY (trial_id, position)
) STRICT;

INSERT INTO result_outcomes
SELECT
    o.*,
    label('result_outcome_types', o.type) AS type_label,
    label('measure_params', o.param_type) AS param_type_label,
    json_extract(s.json, '$.outcomeMeasures[' || max(o.position - 1, 0) || '].denoms')
        AS denominators,
    coalesce(
        json_extract(s.json, '$.outcomeMeasures[' || max(o.position - 1, 0) || '].typeUnitsAnalyzed'),
        json_extract(s.json, '$.outcomeMeasures[' || max(o.position - 1, 0) || '].denomUnitsSelected')
    ) AS units_analysed
FROM work.result_outcomes AS o
LEFT JOIN work.result_sections AS s
    ON s.trial_id = o.trial_id AND s.section = 'outcomeMeasuresModule';
