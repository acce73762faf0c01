-- title: Sponsor or collaborator
SELECT trial_id AS id, name AS value FROM sponsors
