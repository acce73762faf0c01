SELECT t.trial_id, o.trial_id, coalesce(o.registry_label, o.registry)
FROM trials AS t
JOIN trials AS o ON o.study_id = t.study_id AND o.trial_id <> t.trial_id AND o.removed_on IS NULL
WHERE t.trial_id IN (:ids)
ORDER BY t.trial_id, o.trial_id
