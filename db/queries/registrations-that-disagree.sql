-- title: Registrations that disagree
-- for: writer, investigator
-- description: Where two registrations of one study contradict each other, one row per field, only where both
--   state it and cannot both be right. Neither registration is changed. The links lead to both pages.
-- param: field, Field, choice, , SELECT DISTINCT field, field_label FROM study_disagreements ORDER BY field_label

SELECT
    d.trial_id, d.field_label AS field, d.value_label AS value, d.other_value_label AS other_value,
    d.other_trial_id, t.registry_label AS registry, o.registry_label AS other_registry, d.note,
    t.brief_title AS title, d.study_id
FROM study_disagreements AS d
JOIN trials AS t ON t.trial_id = d.trial_id
JOIN trials AS o ON o.trial_id = d.other_trial_id
WHERE t.removed_on IS NULL AND o.removed_on IS NULL AND (:field = '' OR d.field = :field)
ORDER BY d.study_id, d.field_label, d.trial_id, d.other_trial_id
