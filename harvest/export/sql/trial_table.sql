SELECT * FROM (:query) WHERE nct_id IN (SELECT value FROM json_each(:ids))
