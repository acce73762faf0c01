-- Studies: one row each, in however many registries it is registered; counts of studies are counts of rows with registrations above 0.
CREATE TABLE studies (
    study_id TEXT PRIMARY KEY NOT NULL, -- trial_id of one of its registrations: that of ClinicalTrials.gov, else the earliest
    registrations INTEGER NOT NULL, -- number of registrations that are not removed; 0 = its only one was removed
    title TEXT, -- title, as that registration has it
    disagreements INTEGER NOT NULL -- number of fields in which its registrations disagree, see study_disagreements
) STRICT, WITHOUT ROWID;
CREATE INDEX studies_registrations ON studies(registrations);

INSERT INTO studies (study_id, registrations, title, disagreements)
WITH registered AS (
    SELECT
        t.trial_id, coalesce(m.study_id, t.trial_id) AS study_id, r.removed_on,
        coalesce(t.brief_title, t.official_title) AS title
    FROM work.trials AS t
    JOIN work.records AS r ON r.kind = 'trial' AND r.id = t.trial_id
    LEFT JOIN work.study_members AS m ON m.trial_id = t.trial_id
)

SELECT
    g.study_id,
    sum(g.removed_on IS NULL),
    max(g.title) FILTER (WHERE g.trial_id = g.study_id),
    (SELECT count(DISTINCT d.field) FROM work.study_disagreements AS d WHERE d.study_id = g.study_id)
FROM registered AS g
GROUP BY g.study_id
ORDER BY g.study_id;
