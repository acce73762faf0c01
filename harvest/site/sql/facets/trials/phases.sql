-- title: Phase is exactly
-- words: phases
SELECT trial_id AS id, phase AS value FROM trials INDEXED BY trials_list
