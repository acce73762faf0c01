SELECT label, type_label, description, intervention_names
FROM arms
WHERE trial_id = :trial_id
ORDER BY position
