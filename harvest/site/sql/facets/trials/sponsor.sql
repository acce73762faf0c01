-- title: Sponsor or collaborator
SELECT nct_id AS id, name AS value FROM sponsors
