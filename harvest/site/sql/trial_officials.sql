SELECT name, affiliation, role_label FROM officials WHERE trial_id = :trial_id ORDER BY position
