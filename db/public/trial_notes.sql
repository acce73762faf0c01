-- A registry's own words where ours are others, and texts that may break off in the copy that was read.
CREATE TABLE trial_notes (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the trial's notes, from 1
    kind TEXT NOT NULL, -- word: the registry's own word; cut: a text that may break off
    field TEXT NOT NULL, -- column of trials or locations, or table, that it is about
    text TEXT NOT NULL, -- the registry's word; the last words of the text
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO trial_notes
SELECT
    *,
    without_email(text) AS text
FROM work.trial_notes;
