-- The registries' codes in words.
CREATE TABLE vocabularies (
    vocabulary TEXT NOT NULL, -- name of the list
    code TEXT NOT NULL, -- code as the registry gives it
    label TEXT NOT NULL, -- in words
    position INTEGER NOT NULL, -- position in the list
    PRIMARY KEY (vocabulary, code)
) STRICT, WITHOUT ROWID;

INSERT INTO vocabularies (vocabulary, code, label, position)
SELECT vocabulary, code, label, position FROM temp.vocabulary;
