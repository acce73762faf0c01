-- Which search brought which record, and when it left.
CREATE TABLE memberships (
    kind TEXT NOT NULL, -- trial or article
    record_id TEXT NOT NULL, -- NCT number or PMID
    search TEXT NOT NULL, -- search, as named in config.toml
    source TEXT NOT NULL, -- registry
    first_seen TEXT NOT NULL, -- when the search first brought it, UTC
    last_seen TEXT NOT NULL, -- when it last did, UTC
    left_on TEXT, -- when it no longer matched; empty = it matches
    PRIMARY KEY (kind, record_id, search, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_source_search ON memberships(source, search);

INSERT INTO memberships
SELECT *
FROM work.memberships;
