-- Publication types of papers.
CREATE TABLE article_types (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    ui TEXT, -- MeSH number of the type
    name TEXT NOT NULL, -- type
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_types_name ON article_types(name);
CREATE INDEX article_types_ui ON article_types(ui);

INSERT INTO article_types
SELECT *
FROM work.article_types;
