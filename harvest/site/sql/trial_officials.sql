SELECT name, affiliation, role_label FROM officials WHERE nct_id = :nct_id ORDER BY position
