-- All registrations of the studies that some trials (a JSON list) register, of those with several.
SELECT t.study_id, t.trial_id, t.registry_label
FROM trials AS t
WHERE t.removed_on IS NULL AND t.study_id IN (
    SELECT study_id FROM trials WHERE trial_id IN (SELECT value FROM json_each(:ids))
)
ORDER BY t.study_id, t.first_posted NULLS LAST, t.trial_id
