-- title: One says that it goes on from the other
-- strength: 5
-- relation: parent
SELECT p.trial_id, o.trial_id AS other_trial_id, p.number, p.evidence
FROM parent_numbers AS p
JOIN own_numbers AS o ON o.number = p.number
WHERE p.trial_id <> o.trial_id
