-- Numbers of trials and papers that a record names, whether or not the named record is in the database.
CREATE TABLE mentions (
    kind TEXT NOT NULL, -- trial or article: the record that names the number
    id TEXT NOT NULL, -- its number
    position INTEGER NOT NULL, -- place in the record
    registry TEXT NOT NULL, -- registry of the number: nct, isrctn, eudract, …, pmid, doi
    number TEXT NOT NULL, -- the number in its usual spelling
    field TEXT NOT NULL, -- field that contains it
    start INTEGER NOT NULL, -- start in that field, from 0
    "end" INTEGER NOT NULL, -- end in that field
    evidence TEXT NOT NULL, -- surrounding text
    registers INTEGER NOT NULL, -- 1 if the text says that it is the study's own number
    PRIMARY KEY (kind, id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_number ON mentions(number);

INSERT INTO mentions
SELECT
    *,
    without_email(evidence) AS evidence
FROM work.mentions
ORDER BY kind, id, position;
