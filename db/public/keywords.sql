-- Keywords of papers.
CREATE TABLE keywords (
    pmid TEXT NOT NULL REFERENCES articles(pmid), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    owner TEXT, -- who gave it
    keyword TEXT NOT NULL, -- keyword
    major INTEGER NOT NULL, -- 1 if a main topic
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX keywords_keyword ON keywords(keyword);

INSERT INTO keywords
SELECT *
FROM work.keywords;
