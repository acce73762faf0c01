-- title: Results known in one registry only
-- for: writer
-- description: Studies with several registrations of which a single one has posted results or a linked
--   results paper. A search of the other registries alone would miss them.

WITH told AS (
    SELECT
        t.trial_id, t.study_id, t.registry_label, t.has_results,
        (
            SELECT group_concat(article_id, '; ')
            FROM (
                SELECT DISTINCT article_id FROM trial_articles
                WHERE trial_id = t.trial_id AND relation = 'results' AND withdrawn_on IS NULL
                ORDER BY article_id
            )
        ) AS papers
    FROM trials AS t
    WHERE t.removed_on IS NULL
), known AS (
    SELECT *, has_results = 1 OR papers IS NOT NULL AS has_any FROM told
)
SELECT
    k.trial_id, k.registry_label AS registry,
    CASE k.has_results WHEN 1 THEN 'yes' ELSE 'no' END AS posted_in_the_registry,
    k.papers AS results_papers,
    (
        SELECT group_concat(trial_id, '; ')
        FROM (
            SELECT trial_id FROM known WHERE study_id = k.study_id AND NOT has_any ORDER BY trial_id
        )
    ) AS registrations_without_results,
    t.brief_title AS title, t.primary_completion_date AS primary_completion, t.status_label AS status
FROM known AS k
JOIN trials AS t ON t.trial_id = k.trial_id
WHERE k.has_any
    AND (SELECT count(*) FROM known WHERE study_id = k.study_id) > 1
    AND (SELECT count(*) FROM known WHERE study_id = k.study_id AND has_any) = 1
ORDER BY k.trial_id
