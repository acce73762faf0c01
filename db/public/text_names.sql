-- Numbers of trials that the full text of a paper has.
CREATE TABLE text_names (
    text_id TEXT NOT NULL REFERENCES texts(text_id), -- paper, as in texts
    position INTEGER NOT NULL, -- place, from 1
    number TEXT NOT NULL, -- number of the trial
    PRIMARY KEY (text_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX text_names_number ON text_names(number);

INSERT INTO text_names
SELECT *
FROM work.text_names;
