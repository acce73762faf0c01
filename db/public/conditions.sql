-- Conditions that a trial studies, in its own words.
CREATE TABLE conditions (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    name TEXT NOT NULL, -- condition
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX conditions_name ON conditions(name);

INSERT INTO conditions
SELECT *
FROM work.conditions;
