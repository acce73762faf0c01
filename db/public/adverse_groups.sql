-- Deaths and adverse events of posted results, by group.
CREATE TABLE adverse_groups (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    group_id TEXT, -- number of the group
    title TEXT, -- group
    description TEXT, -- who is in it
    deaths_affected INTEGER, -- deaths
    deaths_at_risk INTEGER, -- participants at risk of death
    serious_affected INTEGER, -- participants with a serious adverse event
    serious_at_risk INTEGER, -- participants at risk
    other_affected INTEGER, -- participants with another adverse event
    other_at_risk INTEGER, -- participants at risk
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO adverse_groups
SELECT *
FROM work.adverse_groups;
