-- Whether changes can be known: the day of the last one, and how many harvests were complete.
SELECT
    (
        SELECT substr(max(seen_at), 1, 10) FROM changes
        WHERE origin = 'harvest' AND (upstream IS NULL OR upstream IN (
            SELECT id FROM upstream_changes WHERE released_on IS NOT NULL
        ))
    ) AS "last",
    (SELECT count(*) FROM runs WHERE state = 'complete') AS harvests
