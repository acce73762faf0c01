-- Where a trial's registration and the abstract of its results paper differ: questions, not verdicts.
CREATE TABLE discrepancies (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id), -- trial
    pmid TEXT NOT NULL REFERENCES articles(pmid), -- results paper
    field TEXT NOT NULL, -- participants, phase, randomisation, primary outcome or dates
    registry TEXT NOT NULL, -- what the registry says
    paper TEXT NOT NULL, -- what the paper says, in its words
    question TEXT NOT NULL, -- question for the reader
    PRIMARY KEY (nct_id, pmid, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX discrepancies_pmid ON discrepancies(pmid);

INSERT INTO discrepancies
SELECT
    d.*,
    without_email(d.registry) AS registry,
    without_email(d.paper) AS paper
FROM work.discrepancies AS d
JOIN work.trials AS t ON t.nct_id = d.nct_id
JOIN work.articles AS a ON a.pmid = d.pmid;
