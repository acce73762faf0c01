SELECT trial_id, other_trial_id, field_label AS field, value_label AS value, other_value_label AS other_value, note
FROM study_disagreements WHERE study_id = (SELECT study_id FROM trials WHERE trial_id = :id)
ORDER BY trial_id, other_trial_id, field
