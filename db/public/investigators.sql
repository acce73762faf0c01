-- Investigators named by a paper, members of a group author.
CREATE TABLE investigators (
    pmid TEXT NOT NULL REFERENCES articles(pmid), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    last_name TEXT, -- family name
    fore_name TEXT, -- given names
    initials TEXT, -- initials
    suffix TEXT, -- Jr, 3rd
    orcid TEXT, -- ORCID
    affiliation TEXT, -- affiliation
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

INSERT INTO investigators
SELECT
    *,
    without_email(affiliation) AS affiliation
FROM work.investigators;
