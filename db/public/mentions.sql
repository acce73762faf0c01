-- Numbers of trials and papers that a record names, whether or not the named record is held.
CREATE TABLE mentions (
    kind TEXT NOT NULL, -- trial or article: the record that names
    id TEXT NOT NULL, -- its number
    position INTEGER NOT NULL, -- place in the record
    registry TEXT NOT NULL, -- whose number it is: nct, isrctn, eudract, …, pmid, doi
    number TEXT NOT NULL, -- the number in its usual spelling
    field TEXT NOT NULL, -- field in which it stands
    start INTEGER NOT NULL, -- where it begins in that field, from 0
    "end" INTEGER NOT NULL, -- where it ends
    evidence TEXT NOT NULL, -- the words around it
    registers INTEGER NOT NULL, -- 1 if the words say that it is the study's own number
    PRIMARY KEY (kind, id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_number ON mentions(number);

INSERT INTO mentions
SELECT
    *,
    without_email(evidence) AS evidence
FROM work.mentions
ORDER BY kind, id, position;
