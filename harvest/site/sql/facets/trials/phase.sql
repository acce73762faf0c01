-- title: Phase
-- place: 2
-- words: phases
-- order: words
SELECT trial_id AS id, phase AS value FROM trial_phases
