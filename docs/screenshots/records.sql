-- What stands in the braces of a picture's address, from any published base.
WITH best AS (
    SELECT t.trial_id, count(l.article_id) AS papers
    FROM trials AS t
    LEFT JOIN trial_articles AS l
        ON l.trial_id = t.trial_id AND l.relation <> 'candidate' AND l.withdrawn_on IS NULL
    WHERE t.removed_on IS NULL AND coalesce(t.relevance, 1) >= :relevant
    GROUP BY t.trial_id
    ORDER BY papers DESC, t.trial_id
    LIMIT 3
)
SELECT
    (SELECT trial_id FROM best LIMIT 1) AS trial,
    (SELECT group_concat(trial_id) FROM best) AS compared,
    (
        SELECT city FROM locations
        WHERE latitude IS NOT NULL
        GROUP BY city
        ORDER BY count(DISTINCT trial_id) DESC, city
        LIMIT 1
    ) AS city
