SELECT run_id, started, finished, state, "full", software, error
FROM runs
ORDER BY run_id DESC
LIMIT 10
