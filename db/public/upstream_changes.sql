-- Mass changes: one field rewritten upstream in very many records at once, which is no news of each.
CREATE TABLE upstream_changes (
    id INTEGER PRIMARY KEY, -- number
    run_id INTEGER NOT NULL REFERENCES runs(run_id), -- run that saw it
    kind TEXT NOT NULL, -- trial or article
    field TEXT NOT NULL, -- field, or (form only) where bytes changed and nothing that is said
    records INTEGER NOT NULL, -- records that changed in it
    held INTEGER NOT NULL, -- records held then
    examples TEXT NOT NULL CHECK (json_valid(examples)), -- some of their numbers, JSON list
    released_on TEXT -- day on which a person said that these are real changes
) STRICT;

INSERT INTO upstream_changes
SELECT *
FROM work.upstream_changes
ORDER BY id;
