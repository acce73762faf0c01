-- Arms or groups of a trial.
CREATE TABLE arms (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    label TEXT, -- name of the arm
    type TEXT, -- role of the arm, code
    type_label TEXT, -- role of the arm, in words
    description TEXT, -- description
    intervention_names TEXT, -- what is given, as the arm lists it, joined by |
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO arms
SELECT
    *,
    label('arm_types', type) AS type_label
FROM work.arms;
