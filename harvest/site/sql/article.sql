SELECT * FROM articles WHERE pmid = :pmid
