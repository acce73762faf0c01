-- title: Sponsor or collaborator, itself
SELECT s.trial_id AS id, m.sponsor AS value
FROM sponsor_members AS m
JOIN sponsors AS s ON s.name = m.name
WHERE m.member IS NULL
