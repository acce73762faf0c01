-- Every spelling of every sponsor with its trials, those that it leads and those that it only
-- supports. Of one sponsor with several spellings (:names, a JSON list, else null) as of one name.
SELECT
    CASE WHEN :names IS NULL THEN f.name END AS name, max(f.kind) AS kind,
    count(*) FILTER (WHERE f.leads) AS leads,
    count(*) FILTER (WHERE NOT f.leads) AS supports,
    count(*) FILTER (
        WHERE f.leads AND f.status IN ('RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION')
    ) AS recruiting,
    count(*) FILTER (WHERE f.leads AND f.status = 'COMPLETED') AS completed,
    count(*) FILTER (WHERE f.leads AND f.has_results = 1) AS with_results
FROM (
    SELECT
        s.name, max(s.sponsor_class_label) AS kind, max(s.role = 'lead') AS leads, t.status,
        t.has_results
    FROM sponsors AS s
    JOIN trials AS t ON t.trial_id = s.trial_id
    WHERE s.name IS NOT NULL AND t.removed_on IS NULL
        AND (:names IS NULL OR s.name IN (SELECT value FROM json_each(:names)))
    GROUP BY t.trial_id, CASE WHEN :names IS NULL THEN s.name END
) AS f
GROUP BY CASE WHEN :names IS NULL THEN f.name END
