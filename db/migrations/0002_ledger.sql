-- What was asked, what came, which record stands where, and what each record said before.

CREATE TABLE runs (
    run_id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    state TEXT NOT NULL CHECK (state IN ('running', 'complete', 'partial', 'failed', 'interrupted')),
    full INTEGER NOT NULL,              -- 1 if everything held was fetched anew
    software TEXT NOT NULL,
    error TEXT
) STRICT;

CREATE TABLE run_queries (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    source TEXT NOT NULL,
    search TEXT,                        -- null: asked for by number, not a search of the topic
    purpose TEXT NOT NULL,
    sent TEXT NOT NULL,                 -- the exact string
    translation TEXT,
    warnings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(warnings)),
    state TEXT NOT NULL CHECK (state IN ('complete', 'partial', 'failed')),
    promised INTEGER,
    fetched INTEGER NOT NULL,
    new INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    missing TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(missing)),
    data_timestamp TEXT,
    finished TEXT NOT NULL,
    error TEXT
) STRICT;
CREATE INDEX run_queries_run_id ON run_queries(run_id);

CREATE TABLE raw (
    sha256 TEXT PRIMARY KEY,            -- of the bytes as received
    body BLOB NOT NULL,                 -- packed: Zstandard, at first zlib
    size INTEGER NOT NULL               -- bytes before compression
) STRICT;

CREATE TABLE records (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    version INTEGER NOT NULL,           -- number of the version that stands in the record tables
    content_digest TEXT NOT NULL,
    derived_digest TEXT NOT NULL,
    source_date TEXT,
    sha256 TEXT NOT NULL REFERENCES raw(sha256),  -- the bytes that the record's rows were read from
    software TEXT NOT NULL,             -- version of the program that read them
    first_seen TEXT NOT NULL,
    last_fetched TEXT NOT NULL,
    missed INTEGER NOT NULL DEFAULT 0,  -- complete runs in a row in which it was said not to exist
    missed_run INTEGER,                 -- the last of them
    removed_on TEXT,                    -- second confirmation: a tombstone
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE versions (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,           -- 1, 2, … as first seen
    sha256 TEXT NOT NULL REFERENCES raw(sha256),
    content_digest TEXT NOT NULL,
    source_date TEXT,
    seen_at TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    PRIMARY KEY (kind, id, version),
    FOREIGN KEY (kind, id) REFERENCES records(kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE memberships (
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    search TEXT NOT NULL,
    source TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    left_on TEXT,
    PRIMARY KEY (kind, record_id, search, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_search ON memberships(source, search);

CREATE TABLE aliases (
    kind TEXT NOT NULL,
    alias TEXT NOT NULL,
    id TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    PRIMARY KEY (kind, alias)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES raw(sha256),
    reason TEXT NOT NULL,
    times INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    PRIMARY KEY (source, kind, record_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE drift (
    source TEXT NOT NULL,
    path TEXT NOT NULL,                 -- a path or a term that the program does not know
    example TEXT NOT NULL,
    record_id TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    PRIMARY KEY (source, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursors (
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    moved_in INTEGER NOT NULL REFERENCES runs(run_id),
    PRIMARY KEY (source, name)
) STRICT, WITHOUT ROWID;
