-- What the base holds, in figures.
SELECT
    (SELECT count(*) FROM trials WHERE removed_on IS NULL) AS trials,
    (SELECT count(*) FROM articles WHERE removed_on IS NULL) AS papers,
    (SELECT count(*) FROM mesh_terms WHERE scope_note IS NOT NULL) AS definitions,
    (SELECT count(*) FROM trials WHERE has_results = 1 AND removed_on IS NULL) AS posted,
    (
        SELECT count(DISTINCT nct_id) FROM trial_articles
        WHERE relation <> 'candidate' AND withdrawn_on IS NULL
    ) AS tied,
    (SELECT count(*) FROM articles WHERE integrity = 'retracted') AS retracted,
    (SELECT seed_trial FROM publication WHERE seed_trial IN (SELECT nct_id FROM trials)) AS seed
