-- Papers tied to trials: one row per assertion, with the rule that made it and its evidence.
CREATE TABLE trial_articles (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id), -- trial
    pmid TEXT NOT NULL REFERENCES articles(pmid), -- paper
    rule TEXT NOT NULL, -- rule that ties them
    relation TEXT NOT NULL, -- results, protocol, background, derived, mention or candidate
    score REAL, -- how sure, 0 to 1
    evidence TEXT, -- the text that ties them
    first_seen TEXT NOT NULL, -- when the tie was first found, UTC
    last_seen TEXT NOT NULL, -- when it was last confirmed, UTC
    PRIMARY KEY (nct_id, pmid, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_articles_pmid ON trial_articles(pmid);

INSERT INTO trial_articles (
    nct_id, pmid, rule, relation, score, evidence, first_seen, last_seen
)
SELECT
    f.nct_id, f.pmid, 'registry_reference',
    CASE f.type WHEN 'RESULT' THEN 'results' WHEN 'DERIVED' THEN 'derived' ELSE 'background' END,
    1.0, f.citation, r.first_seen, r.last_fetched
FROM work.trial_references AS f
JOIN work.articles AS a ON a.pmid = f.pmid
JOIN work.records AS r ON r.kind = 'trial' AND r.id = f.nct_id
GROUP BY f.nct_id, f.pmid
HAVING f.position = min(f.position);
