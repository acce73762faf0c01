-- What a registry lists among the matches of a search and does not deliver when asked for it alone.

CREATE TABLE undelivered (
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    runs INTEGER NOT NULL,              -- in how many it was asked for in vain, half a day apart
    counted_at TEXT NOT NULL,           -- when the last of them was
    PRIMARY KEY (source, kind, record_id)
) STRICT, WITHOUT ROWID;
