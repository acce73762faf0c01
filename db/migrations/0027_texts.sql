-- Papers that name a trial in their full text, as Europe PMC finds them.

CREATE TABLE texts (
    text_id TEXT PRIMARY KEY NOT NULL,  -- MED:26062731, PPR:PPR109910
    pmid TEXT,
    pmcid TEXT,
    doi TEXT,
    title TEXT,
    year INTEGER,
    preprint INTEGER NOT NULL,
    open_access INTEGER,
    licence TEXT,
    in_epmc INTEGER,
    free_from TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE text_names (
    text_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    number TEXT NOT NULL,
    PRIMARY KEY (text_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX text_names_number ON text_names(number);
