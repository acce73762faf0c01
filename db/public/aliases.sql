-- Former numbers of merged records.
CREATE TABLE aliases (
    kind TEXT NOT NULL, -- trial, article or descriptor
    alias TEXT NOT NULL, -- former number
    id TEXT NOT NULL, -- current number
    first_seen TEXT NOT NULL, -- when found, UTC
    PRIMARY KEY (kind, alias)
) STRICT, WITHOUT ROWID;

INSERT INTO aliases
SELECT *
FROM work.aliases;
