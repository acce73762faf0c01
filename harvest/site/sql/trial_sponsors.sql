SELECT role, name, sponsor_class_label FROM sponsors WHERE nct_id = :nct_id ORDER BY position
