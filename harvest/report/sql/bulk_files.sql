-- Searches that the registries' own files answered in place of their services, newest first.
SELECT q.run_id, q.finished, q.source, q.search, q.state, q.promised, q.new, q.data_timestamp,
       q.bulk_files
FROM run_queries AS q
WHERE q.search IS NOT NULL AND q.bulk_files IS NOT NULL
ORDER BY q.id DESC
