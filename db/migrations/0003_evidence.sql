-- What is worked out from the records. Any of it can be made again from them.

CREATE TABLE evidence_state (           -- which records have been read, in which form
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    digest TEXT NOT NULL,               -- of the record and of everything that reads it
    words BLOB NOT NULL,                -- zlib: one "stem<TAB>word<TAB>count" a line
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence_done (            -- of which input each later step was made last
    step TEXT PRIMARY KEY NOT NULL,
    digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE facets (
    kind TEXT NOT NULL CHECK (kind IN ('trial', 'article')),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    facet TEXT NOT NULL,
    value TEXT NOT NULL,                -- code, or number in its normal form
    label TEXT NOT NULL,
    low REAL,
    high REAL,
    unit TEXT,
    days TEXT,                          -- time points, joined by "|"
    flag TEXT,                          -- a doubt: inferred, implausible, corrected
    formula TEXT,                       -- how the number was made from the words
    field TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    evidence TEXT NOT NULL,             -- the field's text from start to end
    PRIMARY KEY (kind, id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX facets_value ON facets(facet, value);

CREATE TABLE mentions (                 -- numbers of trials and papers named in a record's text
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    registry TEXT NOT NULL,
    number TEXT NOT NULL,               -- canonical spelling
    field TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    evidence TEXT NOT NULL,             -- the words around it
    registers INTEGER NOT NULL,         -- 1 if the words say that it is the study's own number
    PRIMARY KEY (kind, id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_number ON mentions(number, registry);

CREATE TABLE article_roles (
    pmid TEXT PRIMARY KEY NOT NULL,
    role TEXT NOT NULL CHECK (role IN (
        'results', 'secondary', 'protocol', 'review', 'comment', 'preclinical', 'notice', 'other'
    )),
    evidence TEXT NOT NULL,
    field TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE relevance (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    score REAL NOT NULL,                -- 0 to 1
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    nct_id TEXT NOT NULL,
    pmid TEXT NOT NULL,
    rule TEXT NOT NULL,                 -- the file of db/links, or candidate, or verdict
    relation TEXT NOT NULL CHECK (relation IN (
        'results', 'protocol', 'background', 'derived', 'mention', 'candidate'
    )),
    basis TEXT NOT NULL,                -- why this relation
    score REAL,
    probable INTEGER NOT NULL,          -- a candidate above the threshold
    proofs INTEGER NOT NULL,            -- independent proofs of the pair; derived + databank are one
    evidence TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    withdrawn_on TEXT,                  -- its source no longer says so
    PRIMARY KEY (nct_id, pmid, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_pmid ON links(pmid);

CREATE TABLE related (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    other_kind TEXT NOT NULL,
    other_id TEXT NOT NULL,
    rank INTEGER NOT NULL,
    score REAL NOT NULL,
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    PRIMARY KEY (kind, id, other_kind, other_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW trial_numbers AS            -- every number by which a paper may name a held trial
SELECT nct_id AS number, nct_id FROM trials
UNION
SELECT alias, id FROM aliases WHERE kind = 'trial'
UNION
SELECT number, id FROM mentions
WHERE kind = 'trial' AND field LIKE 'trial_ids%' AND registry <> 'nct';
CREATE INDEX articles_doi_folded ON articles(lower(doi));
CREATE INDEX articles_pmcid ON articles(pmcid);
