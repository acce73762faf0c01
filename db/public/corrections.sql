-- Retractions, corrections, comments and other papers linked to a paper.
CREATE TABLE corrections (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    ref_type TEXT NOT NULL, -- type of link: RetractionIn, ErratumIn, CommentOn …
    ref_type_label TEXT, -- type of link, in words
    other_pmid TEXT, -- the other paper
    source TEXT, -- citation of the other paper
    note TEXT, -- note
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX corrections_other_pmid ON corrections(other_pmid);

INSERT INTO corrections
SELECT
    *,
    label('correction_types', ref_type) AS ref_type_label
FROM work.corrections;
