-- title: Study type
-- place: 14
-- words: study_types
SELECT nct_id AS id, study_type AS value FROM trials INDEXED BY trials_list
