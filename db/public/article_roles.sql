-- Kinds of papers: results, secondary analysis, protocol, review, comment, preclinical, notice or other, with the evidence.
CREATE TABLE article_roles (
    article_id TEXT PRIMARY KEY NOT NULL REFERENCES articles(article_id), -- paper
    role TEXT NOT NULL, -- what kind of paper it is
    evidence TEXT NOT NULL, -- publication type, MeSH term or words that show it
    field TEXT NOT NULL -- field of the evidence
) STRICT, WITHOUT ROWID;
CREATE INDEX article_roles_role ON article_roles(role);

INSERT INTO article_roles
SELECT r.*
FROM work.article_roles AS r
JOIN work.articles AS a ON a.article_id = r.article_id
ORDER BY r.article_id;
