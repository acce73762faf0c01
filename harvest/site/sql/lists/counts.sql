WITH base(id, study) AS MATERIALIZED ({ids})
SELECT '' AS facet, 'studies' AS value, count(DISTINCT study) AS records FROM base
UNION ALL
SELECT '', 'registrations', count(*) FROM base
{facets}
