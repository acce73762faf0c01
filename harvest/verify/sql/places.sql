-- The sites of a trial, and the countries that were taken out of its record.
SELECT 'site', country, city, facility FROM locations WHERE trial_id = :id
UNION ALL
SELECT 'removed', country, NULL, NULL FROM removed_countries WHERE trial_id = :id
