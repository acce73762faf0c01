-- Preprints of papers, as Europe PMC lists them with the paper.
CREATE TABLE text_ties (
    text_id TEXT NOT NULL REFERENCES texts(text_id), -- paper, as in texts
    position INTEGER NOT NULL, -- place, from 1
    tie TEXT NOT NULL, -- PreprintIn: the other is a preprint of this one
    other_source TEXT, -- the other's source at Europe PMC: PPR, MED
    other_id TEXT NOT NULL, -- the other's number there
    PRIMARY KEY (text_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO text_ties SELECT * FROM work.text_ties;
