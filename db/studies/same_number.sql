-- title: They are records of one number, in another dress
-- strength: 6
SELECT a.trial_id, b.trial_id AS other_trial_id, a.number,
    a.trial_id || ' and ' || b.trial_id || ' are records of ' || a.number AS evidence
FROM own_numbers AS a
JOIN own_numbers AS b ON b.number = a.number
WHERE a.trial_id < b.trial_id
