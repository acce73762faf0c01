-- Harvest runs.
CREATE TABLE runs (
    run_id INTEGER PRIMARY KEY, -- number of the run
    started TEXT NOT NULL, -- start, UTC
    finished TEXT, -- end, UTC
    state TEXT NOT NULL, -- running, complete, partial, failed or interrupted
    "full" INTEGER NOT NULL, -- 1 if everything held was fetched anew
    software TEXT NOT NULL, -- version of the program
    error TEXT -- what went wrong
) STRICT;

INSERT INTO runs (
    run_id, started, finished, state, "full", software, error
)
SELECT
    run_id, started, finished, state, "full", software, error
FROM work.runs
ORDER BY run_id;
