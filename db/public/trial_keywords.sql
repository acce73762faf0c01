-- Keywords that the sponsor gave a trial.
CREATE TABLE trial_keywords (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    keyword TEXT NOT NULL, -- keyword
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_keywords_keyword ON trial_keywords(keyword);

INSERT INTO trial_keywords
SELECT *
FROM work.trial_keywords;
