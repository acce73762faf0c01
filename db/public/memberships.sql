-- Which search found which record, and until when.
CREATE TABLE memberships (
    kind TEXT NOT NULL, -- trial or article
    record_id TEXT NOT NULL, -- key of the trial or paper
    search TEXT NOT NULL, -- search, as named in config.toml
    source TEXT NOT NULL, -- registry
    first_seen TEXT NOT NULL, -- when the search first found it, UTC
    last_seen TEXT NOT NULL, -- when the search last found it, UTC
    left_on TEXT, -- when it no longer matched; empty = still matches
    PRIMARY KEY (kind, record_id, search, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_source_search ON memberships(source, search);

INSERT INTO memberships
SELECT *
FROM work.memberships;
