SELECT kind, label, url, id, comment FROM see_also WHERE trial_id = :trial_id ORDER BY position
