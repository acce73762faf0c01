-- title: Condition
SELECT nct_id AS id, name AS value FROM conditions
