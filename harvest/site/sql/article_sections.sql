SELECT label, language, text FROM abstract_sections WHERE pmid = :pmid ORDER BY position
