-- title: Runs, counts and freshness
-- for: operator
-- description: Each query sent to a registry in the last runs: expected, received, new, changed, failed, and
--   the registry's data date.
-- param: runs, Number of runs, integer, 10,

SELECT
    r.run_id AS run, r.started, r.state AS run_state, q.source AS registry, q.search, q.purpose,
    q.state, q.promised, q.fetched, q.new, q.changed, q.failed,
    json_array_length(q.missing) AS missing, q.data_timestamp AS data_of, q.error
FROM runs AS r
LEFT JOIN run_queries AS q ON q.run_id = r.run_id
WHERE r.run_id > (SELECT coalesce(max(run_id), 0) FROM runs) - :runs
ORDER BY r.run_id DESC, q.id
