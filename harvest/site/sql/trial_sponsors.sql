SELECT role, name, sponsor_class_label FROM sponsors WHERE trial_id = :trial_id ORDER BY position
