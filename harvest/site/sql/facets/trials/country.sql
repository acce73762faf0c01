-- title: Country
-- place: 3
SELECT nct_id AS id, country AS value FROM trial_countries
