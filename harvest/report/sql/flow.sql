-- The flow of records from the searches into the base; removed records count in the last line alone.
WITH held AS (
    SELECT 'trial' AS kind, trial_id AS id, relevance, study_id AS study, 0 AS is_preprint
    FROM trials WHERE removed_on IS NULL
    UNION ALL
    SELECT 'article', article_id, relevance, NULL, kind = 'preprint' FROM articles WHERE removed_on IS NULL
),
standing AS (
    -- searches: that ever found it; found: those that still do
    SELECT h.kind, h.id, h.relevance, h.study, h.is_preprint, count(m.search) AS searches,
           count(m.search) - count(m.left_on) AS found
    FROM held AS h LEFT JOIN memberships AS m ON m.kind = h.kind AND m.record_id = h.id
    GROUP BY h.kind, h.id
),
link AS (
    SELECT trial_id, article_id FROM trial_articles WHERE relation = 'results' AND withdrawn_on IS NULL
)
SELECT
    coalesce(sum(found), 0),
    coalesce(sum(found > 0), 0),
    coalesce(sum(found > 0 AND kind = 'trial'), 0),
    coalesce(sum(found > 0 AND kind = 'article'), 0),
    coalesce(sum(searches = 0), 0),
    coalesce(sum(searches > 0 AND found = 0), 0),
    count(*),
    coalesce(sum(kind = 'trial' AND relevance >= :threshold), 0),
    coalesce(sum(kind = 'article' AND relevance >= :threshold), 0),
    count(DISTINCT study),
    count(DISTINCT study) FILTER (WHERE relevance >= :threshold),
    (
        SELECT count(*) FROM (
            SELECT study FROM held WHERE study IS NOT NULL GROUP BY study HAVING count(*) > 1
        )
    ),
    coalesce(sum(is_preprint AND found > 0), 0),
    coalesce(sum(is_preprint AND relevance >= :threshold), 0),
    (SELECT count(DISTINCT trial_id) FROM trial_articles WHERE relation = 'preprint' AND withdrawn_on IS NULL),
    (SELECT count(DISTINCT trial_id) FROM link),
    (SELECT count(DISTINCT article_id) FROM link),
    (SELECT count(*) FROM aliases WHERE kind IN ('trial', 'article')),
    (SELECT count(*) FROM quarantine_summary),
    (SELECT count(*) FROM trials WHERE removed_on IS NOT NULL)
      + (SELECT count(*) FROM articles WHERE removed_on IS NOT NULL)
FROM standing
