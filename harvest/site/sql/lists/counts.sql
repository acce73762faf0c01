WITH base(id) AS MATERIALIZED ({ids})
{facets}
