-- title: Started in
-- place: 14
-- order: latest
SELECT trial_id AS id, CAST(start_year AS TEXT) AS value FROM trials INDEXED BY trials_list
