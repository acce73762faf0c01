-- Versions of each record as harvested, oldest first.
CREATE TABLE versions (
    kind TEXT NOT NULL, -- trial, article or descriptor
    record_id TEXT NOT NULL, -- number of the record
    version INTEGER NOT NULL, -- 1, 2, …
    source_date TEXT, -- date of the version, by the registry
    seen_at TEXT NOT NULL, -- when harvested, UTC
    run_id INTEGER NOT NULL REFERENCES runs(run_id), -- run that fetched it
    PRIMARY KEY (kind, record_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX versions_seen_at ON versions(seen_at);

INSERT INTO versions
SELECT
    *,
    id AS record_id
FROM work.versions;
