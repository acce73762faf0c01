-- Abstracts by section, in every language that PubMed has.
CREATE TABLE abstract_sections (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    label TEXT, -- heading as printed
    category TEXT, -- BACKGROUND, OBJECTIVE, METHODS, RESULTS, CONCLUSIONS; or the kind of a further abstract
    language TEXT, -- language of a further abstract; empty for the main one
    text TEXT NOT NULL, -- text
    PRIMARY KEY (article_id, position)
) STRICT;

INSERT INTO abstract_sections
SELECT *
FROM work.abstract_sections
WHERE :abstracts = 'full';
