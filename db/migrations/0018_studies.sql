-- Registrations of one study in several registries: joined by rows, never merged.

CREATE TABLE same_study (               -- each finding stands in both directions
    trial_id TEXT NOT NULL,
    other_trial_id TEXT NOT NULL,
    rule TEXT NOT NULL,                 -- the file of db/studies, or candidate, or verdict
    relation TEXT NOT NULL CHECK (relation IN ('same', 'extension', 'parent', 'candidate')),
    score REAL NOT NULL,                -- 1.0 for a statement by number; of a candidate its probability
    evidence TEXT NOT NULL,
    verdict TEXT CHECK (verdict IN ('same', 'extension', 'parent', 'different')),
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    withdrawn_on TEXT,                  -- nothing says so any more
    PRIMARY KEY (trial_id, other_trial_id, rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE study_members (            -- of studies with several registrations; any other is its own
    trial_id TEXT PRIMARY KEY NOT NULL,
    study_id TEXT NOT NULL              -- the trial_id of one of them
) STRICT, WITHOUT ROWID;
CREATE INDEX study_members_study_id ON study_members(study_id);

CREATE TABLE study_disagreements (      -- each pair once
    study_id TEXT NOT NULL,
    trial_id TEXT NOT NULL,
    other_trial_id TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    value_type TEXT,                    -- ACTUAL or ESTIMATED, where the registry says so
    other_value TEXT NOT NULL,
    other_value_type TEXT,
    note TEXT,                          -- what to keep in mind of this difference
    PRIMARY KEY (trial_id, other_trial_id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX study_disagreements_study_id ON study_disagreements(study_id);

CREATE TABLE copies (                   -- what a third party says of a record that its registry delivers
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    seen_at TEXT NOT NULL,              -- the last of them stands
    sha256 TEXT NOT NULL REFERENCES raw(sha256),
    content_digest TEXT NOT NULL,
    derived_digest TEXT NOT NULL,
    numbers TEXT CHECK (numbers IS NULL OR json_valid(numbers)),  -- the other numbers that it gives the trial; null: unread
    software TEXT,                      -- what read them
    PRIMARY KEY (source, kind, id, seen_at)
) STRICT, WITHOUT ROWID;

-- What a third party delivered first, and the trial's own registry replaced since.
INSERT INTO copies (source, kind, id, seen_at, sha256, content_digest, derived_digest)
SELECT v.source, v.kind, v.id, v.seen_at, v.sha256, v.content_digest, ''
FROM versions AS v JOIN records AS r ON r.kind = v.kind AND r.id = v.id
WHERE v.kind = 'trial' AND v.source <> r.source
    AND v.version = (
        SELECT max(w.version) FROM versions AS w
        WHERE w.kind = v.kind AND w.id = v.id AND w.source = v.source
    );
