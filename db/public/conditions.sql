-- Conditions that a trial studies, in its own words.
CREATE TABLE conditions (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    name TEXT NOT NULL, -- condition
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX conditions_name ON conditions(name);

INSERT INTO conditions
SELECT *
FROM work.conditions;
