-- title: Allocation
-- place: 17
-- words: allocations
-- order: words
SELECT trial_id AS id, allocation AS value FROM trials INDEXED BY trials_list
