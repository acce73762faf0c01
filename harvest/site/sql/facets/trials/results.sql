-- title: Results
-- place: 13
-- words: posted=Posted in the registry, none=Not posted
SELECT trial_id AS id, CASE has_results WHEN 1 THEN 'posted' ELSE 'none' END AS value FROM trials INDEXED BY trials_list
