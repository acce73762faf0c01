-- title: Measured as
-- words: primary=Primary outcome, secondary=Secondary outcome, other=Other outcome
-- together: outcome
SELECT trial_id AS id, kind AS value, id AS part FROM outcome_times
