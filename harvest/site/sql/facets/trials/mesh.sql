-- title: MeSH term
SELECT nct_id AS id, ui AS value FROM trial_mesh WHERE ancestor = 0
