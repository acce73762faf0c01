r.rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)
