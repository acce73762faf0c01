-- Which intervention is given in which arm.
CREATE TABLE arm_interventions (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    arm_label TEXT NOT NULL, -- name of the arm
    intervention_position INTEGER NOT NULL, -- position of the intervention in interventions
    PRIMARY KEY (trial_id, arm_label, intervention_position)
) STRICT, WITHOUT ROWID;

INSERT INTO arm_interventions
SELECT *
FROM work.arm_interventions;
