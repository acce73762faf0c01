-- Every record of one kind, for the index of its list.
SELECT rowid, {key}, removed_on IS NOT NULL, coalesce(relevance, 1)
FROM {table}
ORDER BY rowid
