-- What each outcome of a trial measures, and when; filled when the records are read again.

CREATE TABLE outcome_times (
    trial_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    scale TEXT,                         -- code of outcome_scales; none known to the vocabulary
    days REAL,                          -- 0 is baseline; no time could be read
    weeks TEXT NOT NULL,                -- code of time_bands
    until INTEGER,                      -- 1: the period that counts ends then
    formula TEXT,
    scale_field TEXT,
    scale_evidence TEXT,
    field TEXT,
    start INTEGER,
    "end" INTEGER,
    evidence TEXT
) STRICT;
CREATE INDEX outcome_times_trial ON outcome_times(trial_id);
