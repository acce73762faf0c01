SELECT
    facility, city, state, zip, coalesce(country, '') AS country, status, status_label, latitude,
    longitude
FROM locations
WHERE trial_id = :trial_id
ORDER BY country, city, position
