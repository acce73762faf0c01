SELECT country FROM removed_countries WHERE trial_id = :trial_id ORDER BY position
