-- title: WHO ICTRP lists them as one study
-- strength: 1
SELECT n.trial_id, o.trial_id AS other_trial_id, n.number, n.evidence
FROM named_numbers AS n
JOIN own_numbers AS o ON o.number = n.number
WHERE n.grouped AND n.trial_id <> o.trial_id
UNION ALL
SELECT a.trial_id, b.trial_id, a.number, a.evidence || '; ' || b.evidence
FROM shared_numbers AS s
JOIN named_numbers AS a ON a.number = s.number
JOIN named_numbers AS b ON b.number = s.number
WHERE a.registry <> 'utn' AND a.trial_id < b.trial_id AND a.grouped AND b.grouped
