-- Dated administrative events of a trial: results submitted, released, returned, violations.
CREATE TABLE trial_events (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    kind TEXT NOT NULL, -- unposted (results not yet posted), violation, submission or comments_posted
    type TEXT, -- what happened, code
    type_label TEXT, -- what happened, in words
    date TEXT, -- when
    date_unknown INTEGER, -- 1 if the registry says the date is unknown
    description TEXT, -- description
    party TEXT, -- who
    step TEXT, -- which date of a violation: created, issued, released or posted
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO trial_events
SELECT
    *,
    label('event_types', type) AS type_label
FROM work.trial_events;
