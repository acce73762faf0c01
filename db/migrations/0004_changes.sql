-- What changed: events on records, and how far they have been told.

CREATE TABLE upstream_changes (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    records INTEGER NOT NULL,           -- how many records changed in this field at once
    held INTEGER NOT NULL,              -- of how many
    examples TEXT NOT NULL CHECK (json_valid(examples)),
    released_on TEXT                    -- a person said that these are real changes
) STRICT;

CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    event TEXT NOT NULL,
    field TEXT,
    old TEXT,
    new TEXT,
    note TEXT,
    days INTEGER,                       -- by how many days a date moved, later positive
    happened_on TEXT,                   -- the registry's own date for it, partial date
    seen_at TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    version INTEGER,                    -- the version that brought it
    origin TEXT NOT NULL CHECK (origin IN ('harvest', 'registry')),
    upstream INTEGER REFERENCES upstream_changes(id)
) STRICT;
CREATE INDEX changes_record ON changes(kind, record_id);
CREATE INDEX changes_run ON changes(run_id);

CREATE TABLE change_state (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,           -- told up to this version
    present INTEGER,                    -- 1 member of a search, 0 left, null never a member
    removed INTEGER NOT NULL,           -- 1 removed by its source
    merged INTEGER NOT NULL,            -- 1 lives on under another number
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE told_links (
    nct_id TEXT NOT NULL,
    pmid TEXT NOT NULL,
    PRIMARY KEY (nct_id, pmid)
) STRICT, WITHOUT ROWID;

CREATE TABLE clocks (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    clock TEXT NOT NULL,                -- us_law, registry_12_months, publication_24_months
    state TEXT NOT NULL,                -- on the day it was computed
    due TEXT,
    partial INTEGER NOT NULL,           -- 1 if due rests on a date without a day
    reason TEXT NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    PRIMARY KEY (nct_id, clock)
) STRICT, WITHOUT ROWID;

CREATE TABLE registry_versions (
    nct_id TEXT NOT NULL,
    version INTEGER NOT NULL,           -- the registry's own count, from 0
    date TEXT NOT NULL,                 -- as the registry dates it
    status TEXT,
    modules TEXT NOT NULL,              -- labels of the modules that changed, joined by "|"
    sha256 TEXT NOT NULL REFERENCES raw(sha256),
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (nct_id, version)
) STRICT, WITHOUT ROWID;
