SELECT * FROM trials WHERE nct_id = :nct_id
