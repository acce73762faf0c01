-- Harvest runs.
CREATE TABLE runs (
    run_id INTEGER PRIMARY KEY, -- number of the run
    started TEXT NOT NULL, -- start, UTC
    finished TEXT, -- end, UTC
    state TEXT NOT NULL, -- running, complete, partial, failed or interrupted
    "full" INTEGER NOT NULL, -- 1 if all records were fetched again
    software TEXT NOT NULL, -- version of the program
    error TEXT, -- error
    refused TEXT, -- why its publication was refused; empty = not refused
    refused_at TEXT -- when it was refused, UTC
) STRICT;

INSERT INTO runs
SELECT *
FROM work.runs
ORDER BY run_id;
