-- Every record of one kind, for the index of its list.
SELECT r.rowid, r.{key}, r.removed_on IS NOT NULL, coalesce(r.relevance, 1), {study}
FROM {table} AS r
ORDER BY r.rowid
