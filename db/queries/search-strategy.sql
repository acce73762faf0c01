-- title: Search strategy as last run
-- for: writer, operator
-- description: For each search and registry: the exact query sent, the registry's translation, warnings,
--   number of records and date, as needed to report the search.

SELECT
    q.source AS registry, q.search, q.sent, q.translation, q.promised AS records,
    q.finished AS searched_at, q.data_timestamp AS data_of,
    CASE q.warnings WHEN '[]' THEN NULL ELSE q.warnings END AS warnings,
    (SELECT group_concat(w.value, ', ') FROM json_each(q.not_found) AS w) AS words_without_papers,
    q.state, q.error
FROM run_queries AS q
WHERE q.search IS NOT NULL
    AND q.id IN (
        SELECT max(id) FROM run_queries WHERE search IS NOT NULL AND purpose = 'search'
        GROUP BY source, search
    )
ORDER BY q.search, q.source
