-- Numbers in registries and data banks that PubMed lists for a paper.
CREATE TABLE databanks (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    databank TEXT NOT NULL, -- ClinicalTrials.gov, ISRCTN, GEO …
    accession TEXT, -- number; empty where only the bank is named
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX databanks_accession ON databanks(accession);

INSERT INTO databanks
SELECT *
FROM work.databanks;
