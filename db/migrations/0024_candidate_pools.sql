-- What papers were looked at for each trial, so that after a change only those pairs are compared
-- anew which it concerns. All of it can be made again from the records.

CREATE TABLE prepared (                 -- records as they are compared: numbers instead of words
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    digest TEXT NOT NULL,               -- that of evidence_state
    marks BLOB NOT NULL,                -- see evidence/links/marks.py
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidate_papers (         -- papers that were looked at for every trial
    article_id TEXT PRIMARY KEY NOT NULL,
    digest INTEGER                      -- of what was compared; null while some pools lack it
) STRICT, WITHOUT ROWID;

CREATE TABLE candidate_pools (          -- the papers that may be a trial's, and some to spare
    trial_id TEXT PRIMARY KEY NOT NULL,
    digest INTEGER NOT NULL,            -- of what was compared
    pool BLOB NOT NULL                  -- see evidence/links/pools.py
) STRICT, WITHOUT ROWID;
