SELECT count(*) FROM articles_fts WHERE articles_fts MATCH :match
