-- Every site of a trial that is held, with what tells where it is and whether it recruits: its own
-- status while the trial recruits, else that of the trial.
SELECT
    l.trial_id, l.position, t.study_id, l.city, l.state, l.country, l.latitude, l.longitude,
    CASE WHEN t.status = 'RECRUITING' THEN coalesce(l.status, t.status) ELSE t.status END AS status,
    coalesce(t.relevance, 1) >= :relevant AS relevant
FROM trials AS t
JOIN locations AS l ON l.trial_id = t.trial_id
WHERE t.removed_on IS NULL
ORDER BY l.trial_id, l.position
