SELECT
    search, source, count(*) FILTER (WHERE left_on IS NULL) AS members, count(left_on) AS "left"
FROM memberships
GROUP BY search, source
ORDER BY search, source
