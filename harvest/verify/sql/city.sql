SELECT city FROM locations WHERE city = :name LIMIT 1
