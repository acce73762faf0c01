UNION ALL
SELECT '{name}', f.value, count(DISTINCT base.{counted})
FROM base CROSS JOIN ({relation}) AS f ON f.id = base.id
WHERE f.value IS NOT NULL
GROUP BY f.value
