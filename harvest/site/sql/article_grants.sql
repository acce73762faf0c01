SELECT DISTINCT grant_id, agency, country FROM grants WHERE article_id = :article_id ORDER BY agency, grant_id
