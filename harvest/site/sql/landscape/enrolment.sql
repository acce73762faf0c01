-- Trials by the number of participants, and how many of these numbers are final.
WITH class (least, most, label) AS (
    VALUES
        (0, 0, 'None'), (1, 10, '1 to 10'), (11, 20, '11 to 20'), (21, 50, '21 to 50'),
        (51, 100, '51 to 100'), (101, 200, '101 to 200'), (201, 500, '201 to 500'),
        (501, 1000, '501 to 1,000'), (1001, 1000000000, 'More than 1,000')
)
SELECT
    c.label, count(t.trial_id) AS trials, count(t.trial_id) FILTER (WHERE t.enrollment_type = 'ACTUAL')
        AS final
FROM class AS c
LEFT JOIN trials AS t
    ON t.enrollment BETWEEN c.least AND c.most AND t.removed_on IS NULL
        AND coalesce(t.relevance, 1) >= :relevant
GROUP BY c.least
ORDER BY c.least
