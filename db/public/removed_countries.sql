-- Countries in which a trial once had sites.
CREATE TABLE removed_countries (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    country TEXT NOT NULL, -- country
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO removed_countries
SELECT *
FROM work.removed_countries;
