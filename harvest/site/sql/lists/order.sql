-- Every record of one kind in one of the orders of its list, as one text.
SELECT group_concat(rowid) FROM (SELECT r.rowid FROM {table} AS r ORDER BY {order})
