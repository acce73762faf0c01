-- What each record was found to be nearest to, so that after a change only that is compared anew
-- which it concerns. All of it can be made again from the records.

CREATE TABLE compared (                 -- records that stand in the lists of all others
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    digest INTEGER,                     -- of what was compared; null while some lists lack it
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE nearest (                  -- more than are shown, as some of them may go
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    other_kind TEXT NOT NULL,
    floor REAL NOT NULL,                -- all others with at least this score are among them
    entries BLOB NOT NULL,              -- key, score and rank of each, see evidence/related/lists.py
    PRIMARY KEY (kind, id, other_kind)
) STRICT, WITHOUT ROWID;
