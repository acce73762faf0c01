-- Studies by the number of participants, and how many of these numbers are final; of how many in all.
WITH class (least, most, label) AS (
    VALUES
        (0, 0, 'None'), (1, 10, '1 to 10'), (11, 20, '11 to 20'), (21, 50, '21 to 50'),
        (51, 100, '51 to 100'), (101, 200, '101 to 200'), (201, 500, '201 to 500'),
        (501, 1000, '501 to 1,000'), (1001, 1000000000, 'More than 1,000')
), sized AS (
    SELECT study_id, enrollment, enrollment_type
    FROM trials
    WHERE enrollment IS NOT NULL AND removed_on IS NULL AND coalesce(relevance, 1) >= :relevant
)
SELECT
    c.label, count(DISTINCT t.study_id) AS trials,
    count(DISTINCT t.study_id) FILTER (WHERE t.enrollment_type = 'ACTUAL') AS final,
    (SELECT count(DISTINCT study_id) FROM sized) AS total
FROM class AS c
LEFT JOIN sized AS t ON t.enrollment BETWEEN c.least AND c.most
GROUP BY c.least
ORDER BY c.least
