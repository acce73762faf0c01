-- Every query sent to a registry: exact text, translation, counts.
CREATE TABLE run_queries (
    id INTEGER PRIMARY KEY, -- number
    run_id INTEGER NOT NULL REFERENCES runs(run_id), -- run
    source TEXT NOT NULL, -- registry
    search TEXT, -- search, as named in config.toml; empty = requested by number
    purpose TEXT NOT NULL, -- search, changed, refetch, cited, naming, confirm or descriptors
    sent TEXT NOT NULL, -- the exact string sent
    translation TEXT, -- the registry's translation
    warnings TEXT NOT NULL CHECK (json_valid(warnings)), -- warnings of the registry, JSON list
    not_found TEXT NOT NULL CHECK (json_valid(not_found)), -- words that match no record, JSON list
    state TEXT NOT NULL, -- complete, partial or failed
    promised INTEGER, -- number of records that the registry found
    fetched INTEGER NOT NULL, -- records downloaded
    new INTEGER NOT NULL, -- of these new
    changed INTEGER NOT NULL, -- of these changed
    failed INTEGER NOT NULL, -- of these unreadable, in quarantine
    missing TEXT NOT NULL CHECK (json_valid(missing)), -- requested but not received, JSON list of ids
    data_timestamp TEXT, -- the registry's data date
    finished TEXT NOT NULL, -- end, UTC
    error TEXT, -- error
    bulk_files TEXT -- the registry's files that answered in place of its service; empty = the service did
) STRICT;
CREATE INDEX run_queries_run_id ON run_queries(run_id);
CREATE INDEX run_queries_source_search ON run_queries(source, search);

INSERT INTO run_queries
SELECT *
FROM work.run_queries
ORDER BY id;
