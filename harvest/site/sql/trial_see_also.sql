SELECT kind, label, url, id, comment FROM see_also WHERE nct_id = :nct_id ORDER BY position
