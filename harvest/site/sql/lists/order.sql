-- Every record of one kind in one of the orders of its list.
SELECT r.rowid FROM {table} AS r ORDER BY {order}
