SELECT position, name, type_label, description, other_names
FROM interventions
WHERE nct_id = :nct_id
ORDER BY position
