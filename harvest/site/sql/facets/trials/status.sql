-- title: Status
-- place: 1
-- words: statuses
-- order: words
SELECT nct_id AS id, status AS value FROM trials INDEXED BY trials_list
