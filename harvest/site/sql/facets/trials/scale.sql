-- title: Measures
-- words: outcome_scales
-- together: outcome
SELECT trial_id AS id, scale AS value, id AS part FROM outcome_times
