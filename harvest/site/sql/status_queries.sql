SELECT
    run_id, source, search, purpose, state, promised, fetched, new, changed, failed,
    json_array_length(missing) AS missing, data_timestamp, finished, error
FROM run_queries
WHERE run_id = (SELECT max(run_id) FROM run_queries)
ORDER BY id
