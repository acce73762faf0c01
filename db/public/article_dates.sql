-- Dates in the life of a paper.
CREATE TABLE article_dates (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    event TEXT NOT NULL, -- received, accepted, entrez, pubmed, medline, Electronic …
    date TEXT NOT NULL, -- YYYY, YYYY-MM or YYYY-MM-DD
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO article_dates
SELECT *
FROM work.article_dates;
