-- title: Country
-- place: 4
SELECT nct_id AS id, country AS value FROM trial_countries
