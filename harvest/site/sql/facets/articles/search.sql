-- title: Topic search
SELECT record_id AS id, search AS value FROM memberships WHERE kind = 'article' AND left_on IS NULL
