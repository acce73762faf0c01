-- The search summary table: how many records on topic each search found, and how many it alone.
WITH relevant AS (
    SELECT 'trial' AS kind, trial_id AS id FROM trials WHERE relevance >= :threshold
    UNION ALL
    SELECT 'article', article_id FROM articles WHERE relevance >= :threshold
), found AS (
    SELECT m.source, m.search, m.kind, m.record_id, r.id IS NOT NULL AS relevant
    FROM memberships AS m LEFT JOIN relevant AS r ON r.kind = m.kind AND r.id = m.record_id
    WHERE m.left_on IS NULL
), searches AS (
    SELECT kind, record_id, count(*) AS times FROM found GROUP BY kind, record_id
)
SELECT f.source, f.search, count(*), sum(f.relevant), sum(f.relevant AND s.times = 1)
FROM found AS f JOIN searches AS s ON s.kind = f.kind AND s.record_id = f.record_id
GROUP BY f.source, f.search ORDER BY f.source, f.search
