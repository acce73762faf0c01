-- title: Only through members of

-- Studies of sponsors that belong to another, in which that is not named itself.
SELECT s.trial_id AS id, m.sponsor AS value
FROM sponsor_members AS m
JOIN sponsors AS s ON s.name = m.name
JOIN trials AS t ON t.trial_id = s.trial_id
WHERE m.member IS NOT NULL
    AND NOT EXISTS (
        SELECT 1
        FROM trials AS o
        JOIN sponsors AS p ON p.trial_id = o.trial_id
        JOIN sponsor_members AS i ON i.name = p.name
        WHERE o.study_id = t.study_id AND i.sponsor = m.sponsor AND i.member IS NULL
    )
