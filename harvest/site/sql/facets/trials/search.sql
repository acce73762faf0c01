-- title: Topic search
SELECT record_id AS id, search AS value FROM memberships WHERE kind = 'trial' AND left_on IS NULL
