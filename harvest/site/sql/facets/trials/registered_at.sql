-- title: Study registered
-- place: 11
-- words: outside=Only outside ClinicalTrials.gov, several=More than once, one=Once
SELECT t.trial_id AS id, CASE WHEN s.registrations > 1 THEN 'several' ELSE 'one' END AS value
FROM trials AS t
JOIN (
    SELECT study_id, count(*) AS registrations FROM trials WHERE removed_on IS NULL GROUP BY study_id
) AS s ON s.study_id = t.study_id
UNION ALL
-- A number of ClinicalTrials.gov that a record names counts, too, whether that trial is here or not.
SELECT trial_id, 'outside'
FROM trials
WHERE study_id NOT IN (
    SELECT study_id FROM trials WHERE nct_id IS NOT NULL
    UNION ALL
    SELECT t.study_id
    FROM trial_ids AS i
    JOIN trials AS t ON t.trial_id = i.trial_id
    WHERE i.id GLOB 'NCT[0-9]*'
)
