-- Keywords that the sponsor gave a trial.
CREATE TABLE trial_keywords (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    keyword TEXT NOT NULL, -- keyword
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_keywords_keyword ON trial_keywords(keyword);

INSERT INTO trial_keywords
SELECT *
FROM work.trial_keywords;
