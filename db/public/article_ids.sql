-- Every number of a paper.
CREATE TABLE article_ids (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    type TEXT NOT NULL, -- doi, pii, pmc, mid, bookaccession …
    value TEXT NOT NULL, -- number
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_ids_value ON article_ids(value);

INSERT INTO article_ids
SELECT *
FROM work.article_ids;
