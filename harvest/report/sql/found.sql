-- Each record on topic with the searches that find it now; what no search finds came by other methods.
WITH relevant AS (
    SELECT 'trial' AS kind, trial_id AS id, brief_title AS title, relevance FROM trials
    WHERE relevance >= :threshold AND removed_on IS NULL
    UNION ALL
    SELECT 'article', article_id, title, relevance FROM articles
    WHERE relevance >= :threshold AND removed_on IS NULL
)
SELECT
    CASE WHEN r.kind = 'article' AND r.id NOT GLOB '*[^0-9]*' THEN 'PMID ' ELSE '' END || r.id, r.title,
    coalesce(
        (
            SELECT group_concat(search, ', ')
            FROM (
                SELECT DISTINCT m.search FROM memberships AS m
                WHERE m.kind = r.kind AND m.record_id = r.id AND m.left_on IS NULL
                ORDER BY m.search
            )
        ),
        'other methods'
    )
FROM relevant AS r
ORDER BY r.kind DESC, r.relevance DESC, r.id
