-- Lead sponsor and collaborators of a trial.
CREATE TABLE sponsors (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    role TEXT NOT NULL, -- lead or collaborator
    name TEXT, -- name
    sponsor_class TEXT, -- kind of organisation, code
    sponsor_class_label TEXT, -- kind of organisation, in words
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX sponsors_name ON sponsors(name);

INSERT INTO sponsors
SELECT
    *,
    label('sponsor_classes', sponsor_class) AS sponsor_class_label
FROM work.sponsors;
