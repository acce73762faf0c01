SELECT label, type_label, description, intervention_names
FROM arms
WHERE nct_id = :nct_id
ORDER BY position
