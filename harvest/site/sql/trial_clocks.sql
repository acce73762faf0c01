SELECT c.clock_label, c.state, c.due, c.partial, c.reason
FROM clocks AS c
LEFT JOIN vocabularies AS v ON v.vocabulary = 'clocks' AND v.code = c.clock
WHERE c.trial_id = :trial_id
ORDER BY v.position
