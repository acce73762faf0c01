SELECT count(*) FROM (:query)
