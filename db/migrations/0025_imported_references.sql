-- References that people bring from other databases: each file, what became of each of its records,
-- and which of them PubMed has brought since.

CREATE TABLE imported_files (
    file_id TEXT PRIMARY KEY NOT NULL,  -- of the bytes of the file
    name TEXT NOT NULL,                 -- without folders
    format TEXT NOT NULL,
    database TEXT NOT NULL,             -- as the person named it who searched there
    searched TEXT NOT NULL,             -- the exact search
    day TEXT NOT NULL,                  -- on which it was made
    records INTEGER NOT NULL,
    unreadable INTEGER NOT NULL,        -- of these in quarantine
    imported_at TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE imported_references (
    file_id TEXT NOT NULL REFERENCES imported_files(file_id),
    position INTEGER NOT NULL,          -- in the file, from 1
    record_id TEXT NOT NULL,            -- the record that stands for it, as it was imported
    outcome TEXT NOT NULL,              -- new, repeated (it is earlier in the file) or known
    reason TEXT NOT NULL,               -- by what it was recognised; empty for a new one
    resembles TEXT,                     -- a record of the same title that is another publication
    apart TEXT,                         -- why it is another
    PRIMARY KEY (file_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_references_record ON imported_references(record_id);

CREATE TABLE merged_references (
    record_id TEXT PRIMARY KEY NOT NULL, -- a record that was only a reference
    merged_into TEXT NOT NULL,          -- the paper that it turned out to be
    reason TEXT NOT NULL,
    merged_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
