-- title: Both have the same universal trial number of WHO
-- strength: 3
SELECT a.trial_id, b.trial_id AS other_trial_id, a.number,
    a.evidence || '; ' || b.evidence AS evidence
FROM shared_numbers AS s
JOIN named_numbers AS a ON a.number = s.number
JOIN named_numbers AS b ON b.number = s.number
WHERE a.registry = 'utn' AND a.trial_id < b.trial_id
