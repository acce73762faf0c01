-- What a reader of a record should know of how it was read.

CREATE TABLE trial_notes (
    trial_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('word', 'cut')),
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
