-- The flow of records from the searches into the base.
SELECT
    (SELECT count(*) FROM memberships WHERE left_on IS NULL),
    (SELECT count(*) FROM (
        SELECT DISTINCT kind, record_id FROM memberships WHERE left_on IS NULL)),
    (SELECT count(*) FROM (
        SELECT DISTINCT kind, record_id FROM memberships WHERE left_on IS NULL AND kind = 'trial')),
    (SELECT count(*) FROM (
        SELECT DISTINCT kind, record_id FROM memberships
        WHERE left_on IS NULL AND kind = 'article')),
    (SELECT count(*) FROM articles WHERE pmid NOT IN (
        SELECT record_id FROM memberships WHERE kind = 'article')),
    (SELECT coalesce(sum(times), 0) FROM quarantine_summary),
    (SELECT count(*) FROM trials WHERE relevance >= :threshold),
    (SELECT count(*) FROM articles WHERE relevance >= :threshold),
    (SELECT count(DISTINCT nct_id) FROM trial_articles WHERE relation IN ('results', 'derived')),
    (SELECT count(DISTINCT pmid) FROM trial_articles WHERE relation IN ('results', 'derived')),
    (SELECT count(*) FROM trials WHERE removed_on IS NOT NULL)
      + (SELECT count(*) FROM articles WHERE removed_on IS NOT NULL)
