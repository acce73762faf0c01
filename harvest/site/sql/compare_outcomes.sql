-- What the outcomes of trials measure and when, those that are primary first.
SELECT trial_id, kind, scale, scale_label, days, until, field, evidence, scale_field, scale_evidence
FROM outcome_times
WHERE trial_id IN (SELECT value FROM json_each(:ids)) AND scale IS NOT NULL
ORDER BY CASE kind WHEN 'primary' THEN 1 WHEN 'secondary' THEN 2 ELSE 3 END, position, days
