SELECT id, kind, type_label, domain, link FROM trial_ids WHERE nct_id = :nct_id ORDER BY position
