SELECT registry_label AS source, url, version, last_fetched, removed_on FROM trials WHERE trial_id = :id
