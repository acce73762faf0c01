-- Substances, diseases and protocols that MeSH keeps outside its tree.
CREATE TABLE supplemental_mesh (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    kind TEXT NOT NULL, -- Chemical, Disease, Protocol …
    ui TEXT, -- MeSH number
    name TEXT NOT NULL, -- name
    registry_number TEXT, -- CAS or EC number
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO supplemental_mesh
SELECT *
FROM work.supplemental_mesh;
