-- Whether there is any trial of a registry.
SELECT registry FROM trials WHERE registry = :registry LIMIT 1
