-- The flow of records from the searches into the base; removed records count in the last line alone.
WITH member AS (
    SELECT m.kind, m.record_id, m.source, m.search FROM memberships AS m
    WHERE m.left_on IS NULL
),
link AS (
    SELECT nct_id, pmid FROM trial_articles WHERE relation = 'results' AND withdrawn_on IS NULL
)
SELECT
    (SELECT count(*) FROM member),
    (SELECT count(*) FROM (SELECT DISTINCT kind, record_id FROM member)),
    (SELECT count(DISTINCT record_id) FROM member WHERE kind = 'trial'),
    (SELECT count(DISTINCT record_id) FROM member WHERE kind = 'article'),
    (SELECT count(*) FROM aliases WHERE kind IN ('trial', 'article')),
    (SELECT count(*) FROM articles WHERE removed_on IS NULL AND pmid NOT IN (
        SELECT record_id FROM memberships WHERE kind = 'article')),
    (SELECT count(*) FROM quarantine_summary),
    (SELECT count(*) FROM trials WHERE relevance >= :threshold AND removed_on IS NULL),
    (SELECT count(*) FROM articles WHERE relevance >= :threshold AND removed_on IS NULL),
    (SELECT count(DISTINCT nct_id) FROM link),
    (SELECT count(DISTINCT pmid) FROM link),
    (SELECT count(*) FROM trials WHERE removed_on IS NOT NULL)
      + (SELECT count(*) FROM articles WHERE removed_on IS NOT NULL)
