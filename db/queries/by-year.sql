-- title: Papers and registrations by year
-- for: writer, investigator
-- description: Number of trials registered, started and completed, and of papers published, each year.
-- picture: columns year trials_registered papers

WITH fact (year, what) AS (
    SELECT registered_year, 'registered' FROM trials WHERE removed_on IS NULL
    UNION ALL
    SELECT start_year, 'started' FROM trials WHERE removed_on IS NULL
    UNION ALL
    SELECT CAST(substr(completion_date, 1, 4) AS INTEGER), 'completed'
    FROM trials
    WHERE status = 'COMPLETED' AND removed_on IS NULL
    UNION ALL
    SELECT year, CASE retracted WHEN 1 THEN 'retracted' ELSE 'paper' END FROM articles
    WHERE removed_on IS NULL
)
SELECT
    year, count(*) FILTER (WHERE what = 'registered') AS trials_registered,
    count(*) FILTER (WHERE what = 'started') AS trials_started,
    count(*) FILTER (WHERE what = 'completed') AS trials_completed,
    count(*) FILTER (WHERE what IN ('paper', 'retracted')) AS papers,
    count(*) FILTER (WHERE what = 'retracted') AS papers_since_retracted
FROM fact
WHERE year IS NOT NULL
GROUP BY year
ORDER BY year DESC
