-- title: Where studies are registered
-- for: writer, investigator
-- description: Studies by the registries that have a registration of them, each study once. A study with
--   several registrations in one registry counts as one of that registry. Registrations are taken as one
--   study by their numbers or a verdict, never by a mere resemblance.
-- picture: bars registries studies

WITH pairs AS (
    SELECT study_id AS study, registry_label AS registry, count(*) AS registrations
    FROM trials
    WHERE removed_on IS NULL
    GROUP BY study, registry
), of_study AS (
    SELECT study, group_concat(registry, ' + ') AS registries, sum(registrations) AS registrations
    FROM (SELECT study, registry, registrations FROM pairs ORDER BY study, registry)
    GROUP BY study
)
SELECT
    registries, count(*) AS studies, sum(registrations) AS registrations,
    count(*) FILTER (WHERE registrations > 1) AS registered_more_than_once
FROM of_study
GROUP BY registries
ORDER BY studies DESC, registries
