-- Every search of every run, zero hits and failures too, newest first.
SELECT r.run_id, q.finished, q.source, q.search, q.state, q.promised, q.new, q.changed, q.failed,
       q.data_timestamp, coalesce(q.error, '')
FROM run_queries AS q JOIN runs AS r ON r.run_id = q.run_id
WHERE q.search IS NOT NULL AND q.purpose IN ('search', 'import')
ORDER BY q.id DESC
