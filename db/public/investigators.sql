-- Investigators named by a paper, members of a group author.
CREATE TABLE investigators (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    last_name TEXT, -- family name
    fore_name TEXT, -- given names
    initials TEXT, -- initials
    suffix TEXT, -- Jr, 3rd
    orcid TEXT, -- ORCID
    affiliation TEXT, -- affiliation
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO investigators
SELECT
    *,
    without_email(affiliation) AS affiliation
FROM work.investigators;
