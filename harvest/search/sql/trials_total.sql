SELECT count(*) FROM trials_fts WHERE trials_fts MATCH :match
