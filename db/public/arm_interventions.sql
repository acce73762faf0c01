-- Which intervention is given in which arm.
CREATE TABLE arm_interventions (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id), -- trial
    arm_label TEXT NOT NULL, -- name of the arm
    intervention_position INTEGER NOT NULL, -- position of the intervention in interventions
    PRIMARY KEY (nct_id, arm_label, intervention_position)
) STRICT, WITHOUT ROWID;

INSERT INTO arm_interventions
SELECT *
FROM work.arm_interventions;
