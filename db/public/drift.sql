-- What the registries sent that the program does not know: paths and terms, kept raw.
CREATE TABLE drift (
    source TEXT NOT NULL, -- registry
    path TEXT NOT NULL, -- path in the record, or term
    example TEXT NOT NULL, -- a value seen
    record_id TEXT NOT NULL, -- record in which it was first seen
    first_seen TEXT NOT NULL, -- when, UTC
    PRIMARY KEY (source, path)
) STRICT, WITHOUT ROWID;

INSERT INTO drift
SELECT
    *,
    without_email(example) AS example
FROM work.drift;
