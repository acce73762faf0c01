-- References that a paper lists.
CREATE TABLE article_references (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    citation TEXT, -- citation as listed
    ref_pmid TEXT, -- PubMed number of the cited paper
    ref_doi TEXT, -- DOI of the cited paper
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_references_ref_pmid ON article_references(ref_pmid);

INSERT INTO article_references
SELECT
    *,
    without_email(citation) AS citation
FROM work.article_references;
