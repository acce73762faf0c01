-- title: Country
-- place: 4
-- search: yes
SELECT trial_id AS id, country AS value FROM trial_countries
