-- Registry-wide updates: one field rewritten by the registry in very many records at once, not listed as individual changes.
CREATE TABLE upstream_changes (
    id INTEGER PRIMARY KEY, -- number
    run_id INTEGER NOT NULL REFERENCES runs(run_id), -- run that saw it
    kind TEXT NOT NULL, -- trial or article
    field TEXT NOT NULL, -- field, or (form only) where bytes changed but no content
    records INTEGER NOT NULL, -- records that changed in it
    held INTEGER NOT NULL, -- records in the database at the time
    examples TEXT NOT NULL CHECK (json_valid(examples)), -- some of their numbers, JSON list
    released_on TEXT -- date on which a person confirmed that these are real changes
) STRICT;

INSERT INTO upstream_changes
SELECT *
FROM work.upstream_changes
ORDER BY id;
