SELECT position, name, type_label, description, other_names
FROM interventions
WHERE trial_id = :trial_id
ORDER BY position
