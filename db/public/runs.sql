-- Harvest runs.
CREATE TABLE runs (
    run_id INTEGER PRIMARY KEY, -- number of the run
    started TEXT NOT NULL, -- start, UTC
    finished TEXT, -- end, UTC
    state TEXT NOT NULL, -- running, complete, partial, failed or interrupted
    "full" INTEGER NOT NULL, -- 1 if everything held was fetched anew
    software TEXT NOT NULL, -- version of the program
    error TEXT, -- what went wrong
    refused TEXT, -- why what it brought was not published; empty = nothing was refused
    refused_at TEXT -- when that was, UTC
) STRICT;

INSERT INTO runs
SELECT *
FROM work.runs
ORDER BY run_id;
