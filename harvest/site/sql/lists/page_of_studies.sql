-- Each study once: the first of its registrations in the order of the list.
SELECT id
FROM (
    SELECT id, min(place) AS place
    FROM (
        SELECT r.{key} AS id, {study} AS study, row_number() OVER (ORDER BY {order}) AS place
        FROM {source}
        WHERE {conditions}
    )
    GROUP BY study
)
ORDER BY place
LIMIT ? OFFSET ?
