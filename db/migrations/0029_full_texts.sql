-- Full texts of articles that are open access, and what is read of them.

CREATE TABLE full_texts (
    pmcid TEXT PRIMARY KEY NOT NULL,    -- PMC4482193
    pmid TEXT,
    doi TEXT,
    title TEXT,
    type TEXT,
    licence TEXT,                       -- as its own file names it: CC BY 4.0
    licence_url TEXT,
    rights TEXT NOT NULL CHECK (rights IN ('keep', 'read', 'link'))
) STRICT, WITHOUT ROWID;
CREATE INDEX full_texts_pmid ON full_texts(pmid);

CREATE TABLE full_text_sections (
    pmcid TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (pmcid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE full_text_facts (          -- derived: evidence/full_texts
    pmcid TEXT NOT NULL,
    position INTEGER NOT NULL,
    fact TEXT NOT NULL,
    value TEXT,
    registry TEXT,                      -- of the number of a trial
    own INTEGER,                        -- whether that trial is the paper's own
    section INTEGER NOT NULL,
    start INTEGER NOT NULL,             -- in the text of that section, from 0
    "end" INTEGER NOT NULL,
    words TEXT NOT NULL,                -- text[start:end]
    sentence TEXT NOT NULL,
    PRIMARY KEY (pmcid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX full_text_facts_value ON full_text_facts(value);

CREATE TABLE full_text_state (          -- which texts have been read, in which form
    pmcid TEXT PRIMARY KEY NOT NULL,
    digest TEXT NOT NULL                -- of the text and of everything that reads it
) STRICT, WITHOUT ROWID;

CREATE VIEW article_full_texts AS
SELECT a.article_id, f.pmcid
FROM full_texts AS f
CROSS JOIN articles AS a ON a.pmid = f.pmid
UNION
SELECT a.article_id, f.pmcid
FROM full_texts AS f
CROSS JOIN articles AS a ON a.pmcid = f.pmcid;

-- Numbers of trials that a paper has in its title, abstract, data bank list or full text.
CREATE VIEW paper_numbers AS
SELECT id AS article_id, registry, number, registers
FROM mentions
WHERE kind = 'article'
UNION ALL
SELECT a.article_id, f.registry, f.value, f.own
FROM full_text_facts AS f
JOIN article_full_texts AS a ON a.pmcid = f.pmcid
WHERE f.fact = 'registration';
