-- The last word of each search of each registry: what was sent, and what came of it.
SELECT q.source, q.search, q.sent, q.translation, q.promised, q.state, q.finished, q.data_timestamp,
       q.warnings, q.error, q.bulk_files
FROM run_queries AS q
WHERE q.search IS NOT NULL AND q.purpose IN ('search', 'import') AND q.source <> 'references'
  AND q.id IN (
    SELECT max(id) FROM run_queries WHERE search IS NOT NULL AND purpose IN ('search', 'import')
    GROUP BY source, search, CASE purpose WHEN 'import' THEN sent END
  )
ORDER BY q.source, q.search
