-- Outcomes that a trial registered.
CREATE TABLE outcomes (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    kind TEXT NOT NULL, -- primary, secondary or other
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    measure TEXT, -- what is measured
    description TEXT, -- how
    time_frame TEXT, -- when
    PRIMARY KEY (trial_id, kind, position)
) STRICT, WITHOUT ROWID;

INSERT INTO outcomes
SELECT *
FROM work.outcomes;
