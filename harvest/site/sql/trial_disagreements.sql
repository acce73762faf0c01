-- Where the registrations of the trial's study disagree, each pair once.
SELECT
    d.trial_id, d.other_trial_id, d.field, d.field_label, d.value_label, d.other_value_label, d.note
FROM trials AS t
JOIN study_disagreements AS d ON d.study_id = t.study_id
WHERE t.trial_id = :trial_id
ORDER BY
    CASE d.field
        WHEN 'status' THEN 1 WHEN 'enrollment' THEN 2 WHEN 'primary_outcome' THEN 3
        WHEN 'start_date' THEN 4 WHEN 'primary_completion_date' THEN 5 WHEN 'completion_date' THEN 6
        WHEN 'countries' THEN 7 ELSE 8
    END, d.field, d.trial_id, d.other_trial_id
