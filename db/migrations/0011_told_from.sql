-- From when on what changes in the records of a source is told: its own first complete run.

CREATE TABLE told_from (
    source TEXT PRIMARY KEY NOT NULL,   -- '*': the first run in which all trials and papers came
    run_id INTEGER NOT NULL,
    seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO told_from (source, run_id, seen_at)
SELECT source, max(run_id), max(seen_at)
FROM (
    SELECT r.source, v.run_id, v.seen_at
    FROM change_state AS s
    JOIN records AS r ON r.kind = s.kind AND r.id = s.id
    JOIN versions AS v ON v.kind = s.kind AND v.id = s.id AND v.version = s.version
    UNION ALL
    SELECT '*', v.run_id, v.seen_at
    FROM change_state AS s
    JOIN versions AS v ON v.kind = s.kind AND v.id = s.id AND v.version = s.version
)
GROUP BY source;
