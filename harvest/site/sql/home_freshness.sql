-- How complete the searches of each source are, and the day of its latest data.
SELECT
    s.source, min(s.last_complete) AS complete, max(s.state <> 'complete') AS behind,
    max(s.last_complete IS NULL) AS never,
    (SELECT max(q.data_timestamp) FROM run_queries AS q WHERE q.source = s.source) AS data
FROM searches AS s
WHERE s.state <> 'not asked'
GROUP BY s.source
ORDER BY s.source
