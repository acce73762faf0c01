-- title: Measured at
-- words: time_bands
-- together: outcome
SELECT trial_id AS id, weeks AS value, id AS part FROM outcome_times
