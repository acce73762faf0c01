-- Dates in the life of a paper.
CREATE TABLE article_dates (
    pmid TEXT NOT NULL REFERENCES articles(pmid), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    event TEXT NOT NULL, -- received, accepted, entrez, pubmed, medline, Electronic …
    date TEXT NOT NULL, -- YYYY, YYYY-MM or YYYY-MM-DD
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

INSERT INTO article_dates
SELECT *
FROM work.article_dates;
