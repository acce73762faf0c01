-- title: Status
-- place: 1
-- search: yes
-- words: statuses
-- order: words
SELECT trial_id AS id, status AS value FROM trials INDEXED BY trials_list
