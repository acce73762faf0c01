-- Fields and terms sent by the registries but unknown to the program, kept as received.
CREATE TABLE drift (
    source TEXT NOT NULL, -- registry
    path TEXT NOT NULL, -- field path in the record, or term
    example TEXT NOT NULL, -- example value
    record_id TEXT NOT NULL, -- record in which it was first seen
    first_seen TEXT NOT NULL, -- when, UTC
    PRIMARY KEY (source, path)
) STRICT, WITHOUT ROWID;

INSERT INTO drift
SELECT
    *,
    without_email(example) AS example
FROM work.drift;
