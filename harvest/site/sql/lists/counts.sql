WITH base(id) AS MATERIALIZED ({ids})
SELECT '' AS facet, '' AS value, count(*) AS records FROM base
{facets}
