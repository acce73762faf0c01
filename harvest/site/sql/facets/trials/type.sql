-- title: Study type
-- place: 15
-- words: study_types
SELECT trial_id AS id, study_type AS value FROM trials INDEXED BY trials_list
