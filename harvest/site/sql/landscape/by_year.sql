-- Trials registered and papers published, by year.
WITH fact (year, trial, paper) AS (
    SELECT registered_year, 1, 0 FROM trials
    WHERE removed_on IS NULL AND coalesce(relevance, 1) >= :relevant
    UNION ALL
    SELECT year, 0, 1 FROM articles
    WHERE removed_on IS NULL AND coalesce(relevance, 1) >= :relevant
)
SELECT year, sum(trial) AS trials, sum(paper) AS papers
FROM fact
WHERE year IS NOT NULL
GROUP BY year
ORDER BY year
