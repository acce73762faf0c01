-- Links and data sets that a trial's record names.
CREATE TABLE see_also (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    kind TEXT NOT NULL, -- link, or ipd (individual participant data)
    label TEXT, -- what it is
    url TEXT, -- address
    id TEXT, -- its number
    comment TEXT, -- comment
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO see_also
SELECT
    *,
    without_email(comment) AS comment
FROM work.see_also;
