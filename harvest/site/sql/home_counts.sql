-- What the base holds, in figures that the lists show too: as they do, these count each study once
-- and leave out what only touches the topic. Retracted papers are counted all, as none of them may be cited.
SELECT
    count(DISTINCT t.study_id) FILTER (WHERE t.is_near) AS trials,
    count(*) FILTER (WHERE t.is_near) AS registrations,
    count(DISTINCT t.study_id) - count(DISTINCT t.study_id) FILTER (WHERE t.is_near) AS other_trials,
    count(DISTINCT t.study_id) FILTER (WHERE t.is_near AND t.has_results = 1) AS posted,
    count(DISTINCT t.study_id) FILTER (WHERE t.is_near AND t.is_tied) AS tied,
    count(DISTINCT t.study_id) FILTER (WHERE t.is_near)
        - count(DISTINCT t.study_id) FILTER (WHERE t.is_near AND t.registered_year IS NOT NULL)
        AS unregistered,
    (
        SELECT count(*) FROM articles
        WHERE removed_on IS NULL AND coalesce(relevance, 1) >= :relevant
    ) AS papers,
    (
        SELECT count(*) FROM articles
        WHERE removed_on IS NULL AND coalesce(relevance, 1) < :relevant
    ) AS other_papers,
    (
        SELECT count(*) FROM articles
        WHERE removed_on IS NULL AND coalesce(relevance, 1) >= :relevant AND article_id IN (
            SELECT article_id FROM trial_articles
            WHERE relation = 'results' AND withdrawn_on IS NULL
        )
    ) AS reporting,
    (SELECT count(*) FROM articles WHERE removed_on IS NULL AND integrity = 'retracted') AS retracted,
    (SELECT seed_trial FROM publication WHERE seed_trial IN (SELECT trial_id FROM trials)) AS seed
FROM (
    SELECT
        study_id, coalesce(relevance, 1) >= :relevant AS is_near,
        has_results, registered_year,
        trial_id IN (
            SELECT trial_id FROM trial_articles
            WHERE relation <> 'candidate' AND withdrawn_on IS NULL
        ) AS is_tied
    FROM trials
    WHERE removed_on IS NULL
) AS t
