-- The publication that a table is made from, and the last change that it has.
SELECT title, generation, published_at, coalesce((SELECT max(id) FROM changes), 0) FROM publication
