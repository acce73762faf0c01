SELECT country FROM trial_countries GROUP BY country ORDER BY country
