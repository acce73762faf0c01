-- How many studies and how many registrations a list has; of papers both are the same.
SELECT count(DISTINCT study), count(*) FROM ({ids})
