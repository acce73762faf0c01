SELECT facility, city, state, country, status_label
FROM locations
WHERE nct_id = :nct_id
ORDER BY country, city, position
