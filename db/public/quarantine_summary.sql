-- Records that could not be read: why, how often. The bytes received are kept privately.
CREATE TABLE quarantine_summary (
    source TEXT NOT NULL, -- registry
    kind TEXT NOT NULL, -- trial, article or descriptor
    record_id TEXT NOT NULL, -- number of the record, if readable
    reason TEXT NOT NULL, -- what is wrong with it
    times INTEGER NOT NULL, -- number of times seen
    first_seen TEXT NOT NULL, -- when first, UTC
    last_seen TEXT NOT NULL, -- when last, UTC
    PRIMARY KEY (source, kind, record_id)
) STRICT, WITHOUT ROWID;

INSERT INTO quarantine_summary
SELECT
    *,
    without_email(reason) AS reason
FROM work.quarantine;
