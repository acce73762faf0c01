SELECT label, type_abbrev, date, filename, size
FROM trial_documents
WHERE trial_id = :trial_id
ORDER BY position
