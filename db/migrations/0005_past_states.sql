-- What a later run overwrites, kept so that any past day can be told.

CREATE TABLE stood_again (              -- an earlier version that stood again, word for word
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    seen_at TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id)
) STRICT;
CREATE INDEX stood_again_id ON stood_again(kind, id);

CREATE TABLE membership_gaps (          -- times in which a record did not match a search that it matched
    kind TEXT NOT NULL,                 -- before and after; the last such time stands in memberships
    record_id TEXT NOT NULL,
    search TEXT NOT NULL,
    source TEXT NOT NULL,
    left_on TEXT NOT NULL,
    back_on TEXT NOT NULL
) STRICT;
CREATE INDEX membership_gaps_record ON membership_gaps(kind, record_id);
