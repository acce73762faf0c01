-- Keywords of papers.
CREATE TABLE keywords (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    owner TEXT, -- who gave it
    keyword TEXT NOT NULL, -- keyword
    major INTEGER NOT NULL, -- 1 if a main topic
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX keywords_keyword ON keywords(keyword);

INSERT INTO keywords
SELECT *
FROM work.keywords;
