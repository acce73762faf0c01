-- Authors of papers. E-mail addresses are left out.
CREATE TABLE authors (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    role TEXT NOT NULL, -- author, or editor of a book
    last_name TEXT, -- family name
    fore_name TEXT, -- given names
    initials TEXT, -- initials
    suffix TEXT, -- Jr, 3rd
    collective_name TEXT, -- name of a group
    orcid TEXT, -- ORCID
    affiliation TEXT, -- affiliations, joined by "; "
    equal_contribution INTEGER, -- 1 if marked as contributing equally
    PRIMARY KEY (article_id, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX authors_last_name ON authors(last_name);
CREATE INDEX authors_orcid ON authors(orcid);

INSERT INTO authors
SELECT
    *,
    without_email(affiliation) AS affiliation
FROM work.authors;
