-- Each record on topic with the searches that find it now; what no search finds came by other methods.
WITH relevant AS (
    SELECT 'trial' AS kind, nct_id AS id, brief_title AS title, relevance FROM trials
    WHERE relevance >= :threshold AND removed_on IS NULL
    UNION ALL
    SELECT 'article', pmid, title, relevance FROM articles
    WHERE relevance >= :threshold AND removed_on IS NULL
)
SELECT
    CASE r.kind WHEN 'trial' THEN r.id ELSE 'PMID ' || r.id END, r.title,
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
