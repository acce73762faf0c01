-- What is read from the texts of trials, each with its words.
SELECT * FROM facets
WHERE trial_id IN (SELECT value FROM json_each(:ids))
