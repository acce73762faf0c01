-- Relevance: relevance of each record to the topic, and why.
CREATE TABLE relevance (
    kind TEXT NOT NULL, -- trial or article
    id TEXT NOT NULL, -- number of the record
    score REAL NOT NULL, -- 0 to 1
    reasons TEXT NOT NULL, -- JSON list: for each concept of the topic, where the record matches it
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

INSERT INTO relevance
SELECT *
FROM work.nearness
ORDER BY kind, id;
