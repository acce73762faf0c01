-- Where a trial's registration and its results paper say different things, as questions.

CREATE TABLE discrepancies (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    field TEXT NOT NULL,                -- participants, phase, randomisation, primary outcome, dates
    registry TEXT NOT NULL,             -- what the registry says, in words
    paper TEXT NOT NULL,                -- the words of the paper
    question TEXT NOT NULL,
    PRIMARY KEY (nct_id, pmid, field)
) STRICT, WITHOUT ROWID;
