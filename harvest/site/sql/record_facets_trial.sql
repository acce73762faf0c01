SELECT * FROM facets WHERE trial_id = :id
ORDER BY id
