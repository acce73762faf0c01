-- Grants that paid for a paper.
CREATE TABLE grants (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    grant_id TEXT, -- number
    acronym TEXT, -- code of the agency
    agency TEXT, -- agency
    country TEXT, -- country of the agency
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO grants
SELECT *
FROM work.grants;
