-- Grants that paid for a paper.
CREATE TABLE grants (
    pmid TEXT NOT NULL REFERENCES articles(pmid), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    grant_id TEXT, -- number
    acronym TEXT, -- code of the agency
    agency TEXT, -- agency
    country TEXT, -- country of the agency
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

INSERT INTO grants
SELECT *
FROM work.grants;
