-- title: Allocation
-- place: 3
-- words: allocations
-- order: words
SELECT nct_id AS id, allocation AS value FROM trials INDEXED BY trials_list
