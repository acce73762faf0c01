SELECT DISTINCT grant_id, agency, country FROM grants WHERE pmid = :pmid ORDER BY agency, grant_id
