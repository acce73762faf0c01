SELECT trial_id, registry_label AS source, brief_title AS title, status, version, url, removed_on
FROM trials WHERE study_id = (SELECT study_id FROM trials WHERE trial_id = :id) ORDER BY trial_id
