SELECT rowid FROM {table}
WHERE {key} IN ({having})
