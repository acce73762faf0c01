-- The other registrations of the trial's study, the earliest first.
SELECT
    o.trial_id, o.brief_title AS title, o.registry_label, o.status, o.status_label, o.phase_label,
    o.url, o.removed_on
FROM trials AS t
JOIN trials AS o ON o.study_id = t.study_id AND o.trial_id <> t.trial_id
WHERE t.trial_id = :trial_id
ORDER BY o.first_posted NULLS LAST, o.trial_id
