-- Related records: for each trial and paper the most similar trials and papers, with what they share.
CREATE TABLE related (
    kind TEXT NOT NULL, -- trial or article
    id TEXT NOT NULL, -- number of the record
    other_kind TEXT NOT NULL, -- trial or article
    other_id TEXT NOT NULL, -- number of the related record
    rank INTEGER NOT NULL, -- rank among the related records of that kind, from 1
    score REAL NOT NULL, -- similarity, 0 to 1
    reasons TEXT NOT NULL, -- JSON list of what they share, in words
    PRIMARY KEY (kind, id, other_kind, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX related_rank ON related(kind, id, other_kind, rank);

INSERT INTO related
SELECT *
FROM work.related
ORDER BY kind, id, other_kind, other_id;
