-- title: Registered in
-- order: latest
SELECT trial_id AS id, CAST(registered_year AS TEXT) AS value FROM trials INDEXED BY trials_list
