SELECT run_id, started, finished, state, "full", software, error, refused
FROM runs
ORDER BY run_id DESC
LIMIT 10
