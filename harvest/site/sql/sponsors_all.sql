-- Every sponsor with its studies, each counted once: those that it or a sponsor that belongs to it
-- leads, those that they only support; and as many of its own.
SELECT
    f.sponsor, f.slug, max(f.kind) FILTER (WHERE f.own) AS kind,
    count(*) FILTER (WHERE f.leads) AS leads,
    count(*) FILTER (WHERE NOT f.leads) AS supports,
    count(*) FILTER (WHERE f.leads AND f.recruiting) AS recruiting,
    count(*) FILTER (WHERE f.leads AND f.completed) AS completed,
    count(*) FILTER (WHERE f.leads AND f.with_results) AS with_results,
    count(*) FILTER (WHERE f.leads_itself) AS leads_itself,
    count(*) FILTER (WHERE f.own AND NOT f.leads_itself) AS supports_itself
FROM (
    SELECT
        m.sponsor, m.slug, t.study_id, max(m.member IS NULL) AS own,
        max(s.sponsor_class_label) AS kind,
        max(s.role = 'lead') AS leads,
        max(s.role = 'lead' AND m.member IS NULL) AS leads_itself,
        max(s.role = 'lead' AND t.status IN ('RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION')) AS recruiting,
        max(s.role = 'lead' AND t.status = 'COMPLETED') AS completed,
        max(s.role = 'lead' AND t.has_results = 1) AS with_results
    FROM sponsor_members AS m
    JOIN sponsors AS s ON s.name = m.name
    JOIN trials AS t ON t.trial_id = s.trial_id
    WHERE t.removed_on IS NULL
    GROUP BY m.sponsor, t.study_id
) AS f
GROUP BY f.sponsor
