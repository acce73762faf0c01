-- title: Sponsor or collaborator

-- What is counted under a name: its spellings, and sponsors that belong to it.
SELECT s.trial_id AS id, n.name AS value
FROM sponsor_names AS n
JOIN sponsor_members AS m ON m.sponsor = n.sponsor
JOIN sponsors AS s ON s.name = m.name
UNION ALL
SELECT s.trial_id, m.sponsor
FROM sponsor_members AS m
JOIN sponsors AS s ON s.name = m.name
