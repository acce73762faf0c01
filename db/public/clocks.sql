-- Three results deadlines: US law, 12 months in the registry, 24 months to a paper.
CREATE TABLE clocks (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    clock TEXT NOT NULL, -- us_law, registry_12_months or publication_24_months
    clock_label TEXT NOT NULL, -- deadline, in words
    state TEXT NOT NULL, -- met, met late, running, overdue, in review, returned, exempt, not applicable, unknown
    due TEXT, -- deadline date
    partial INTEGER NOT NULL, -- 1 if computed from a date without a day (the last day it can mean)
    reason TEXT NOT NULL, -- why it applies or does not
    fields TEXT NOT NULL CHECK (json_valid(fields)), -- fields used, JSON object
    PRIMARY KEY (trial_id, clock)
) STRICT, WITHOUT ROWID;
CREATE INDEX clocks_clock_state ON clocks(clock, state, due);

INSERT INTO clocks
SELECT
    *,
    label('clocks', clock) AS clock_label
FROM work.clocks;
