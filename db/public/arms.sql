-- Arms or groups of a trial.
CREATE TABLE arms (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 0
    label TEXT, -- name of the arm
    type TEXT, -- role of the arm, code
    type_label TEXT, -- role of the arm, in words
    description TEXT, -- what happens in it
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO arms (
    nct_id, position, label, type, type_label, description
)
SELECT
    nct_id, position, label, type, label('arm_types', type), description
FROM work.arms;
