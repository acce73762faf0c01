SELECT label, type_abbrev, date, filename, size
FROM trial_documents
WHERE nct_id = :nct_id
ORDER BY position
