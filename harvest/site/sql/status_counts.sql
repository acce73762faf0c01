SELECT 'trials' AS kind, count(*) - count(removed_on) AS held, count(removed_on) AS removed
FROM trials
UNION ALL
SELECT 'articles', count(*) - count(removed_on), count(removed_on)
FROM articles
UNION ALL
SELECT 'mesh terms', count(*), 0
FROM mesh_terms
