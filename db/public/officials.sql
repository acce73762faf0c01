-- Persons who lead a trial.
CREATE TABLE officials (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    name TEXT, -- name and degrees
    affiliation TEXT, -- institution
    role TEXT, -- role, code
    role_label TEXT, -- role, in words
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX officials_name ON officials(name);

INSERT INTO officials
SELECT
    *,
    without_email(affiliation) AS affiliation,
    label('official_roles', role) AS role_label
FROM work.officials;
