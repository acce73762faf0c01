-- title: MeSH term
SELECT trial_id AS id, ui AS value FROM trial_mesh WHERE ancestor = 0
