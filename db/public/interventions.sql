-- Interventions of a trial.
CREATE TABLE interventions (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    type TEXT, -- kind of intervention, code
    type_label TEXT, -- kind of intervention, in words
    name TEXT, -- intervention
    description TEXT, -- what is given, how much, how often
    other_names TEXT, -- other names, joined by "|"
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX interventions_name ON interventions(name);
CREATE INDEX interventions_type ON interventions(type);

INSERT INTO interventions
SELECT
    *,
    label('intervention_types', type) AS type_label
FROM work.interventions;
