SELECT country FROM removed_countries WHERE nct_id = :nct_id ORDER BY position
