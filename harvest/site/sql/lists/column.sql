-- The rowids that have each value of a facet, as one text.
SELECT f.value, group_concat(r.rowid)
FROM ({relation}) AS f
JOIN {table} AS r ON r.{key} = f.id
WHERE f.value IS NOT NULL
GROUP BY f.value
