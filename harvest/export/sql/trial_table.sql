SELECT * FROM (:query) WHERE trial_id IN (SELECT value FROM json_each(:ids))
