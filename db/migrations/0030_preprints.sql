-- Where a paper can be read, and the preprints that it is told to have, as Europe PMC lists them.

CREATE TABLE text_links (
    text_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    code TEXT,
    availability TEXT,
    style TEXT,
    site TEXT,
    PRIMARY KEY (text_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE text_ties (
    text_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    tie TEXT NOT NULL,
    other_source TEXT,
    other_id TEXT NOT NULL,
    PRIMARY KEY (text_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX text_ties_other ON text_ties(other_id);
CREATE INDEX texts_pmid ON texts(pmid);
CREATE INDEX texts_doi ON texts(doi);
