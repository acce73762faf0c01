-- What changed: one row per event on a trial or paper, from harvests or the registry's own history.
CREATE TABLE changes (
    id INTEGER PRIMARY KEY, -- number; increases in the order in which changes were recorded
    kind TEXT NOT NULL, -- trial or article
    record_id TEXT NOT NULL, -- key of the trial or paper
    event TEXT NOT NULL, -- event, code
    event_label TEXT NOT NULL, -- event, in words
    field TEXT, -- field that changed, as a column name
    old TEXT, -- value before; empty = added
    new TEXT, -- value after; empty = removed
    note TEXT, -- further details: the item, the reason, the number of days
    days INTEGER, -- days by which a date moved, later positive
    happened_on TEXT, -- date that the registry gives for it; empty = none
    seen_at TEXT NOT NULL, -- when it was seen here, UTC
    run_id INTEGER NOT NULL REFERENCES runs(run_id), -- run that recorded it
    origin TEXT NOT NULL, -- harvest = own snapshots, registry = the registry's (undocumented) history
    upstream INTEGER REFERENCES upstream_changes(id) -- registry-wide update that it is part of
) STRICT;
CREATE INDEX changes_kind_record_id ON changes(kind, record_id, id, event, origin, upstream);
CREATE INDEX changes_month ON changes(
    substr(coalesce(happened_on, seen_at), 1, 7), id, origin, upstream
);
CREATE INDEX changes_event ON changes(event, id);
CREATE INDEX changes_seen_at ON changes(seen_at);
CREATE INDEX changes_happened_on ON changes(happened_on);

INSERT INTO changes
SELECT
    *,
    label('events', event) AS event_label,
    without_email(old) AS old,
    without_email(new) AS new,
    without_email(note) AS note
FROM work.changes
ORDER BY id;
