SELECT pmid, name FROM article_types WHERE pmid IN (:ids) ORDER BY pmid, position
