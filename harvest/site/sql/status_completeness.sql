SELECT source, search, state, first_complete, last_complete, promised, fetched, error
FROM searches
ORDER BY source, search
