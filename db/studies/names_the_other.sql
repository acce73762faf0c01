-- title: One names the registry number of the other
-- strength: 4
SELECT n.trial_id, o.trial_id AS other_trial_id, n.number, n.evidence
FROM named_numbers AS n
JOIN own_numbers AS o ON o.number = n.number
WHERE NOT n.grouped AND n.trial_id <> o.trial_id
