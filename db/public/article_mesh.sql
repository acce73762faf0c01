-- MeSH headings of papers.
CREATE TABLE article_mesh (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    ui TEXT NOT NULL REFERENCES mesh_terms(ui), -- descriptor
    name TEXT NOT NULL, -- name as the paper's record gives it
    major INTEGER NOT NULL, -- 1 if the descriptor or a qualifier is a main topic
    qualifiers TEXT, -- qualifiers, joined by "|", * marks a main topic
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_mesh_ui ON article_mesh(ui);

INSERT INTO article_mesh
SELECT *
FROM work.article_mesh;
