SELECT DISTINCT event FROM changes ORDER BY event
