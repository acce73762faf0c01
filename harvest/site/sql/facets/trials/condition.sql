-- title: Condition
SELECT trial_id AS id, name AS value FROM conditions
