-- Studies registered and papers published, by year.
WITH fact (year, study, paper) AS (
    SELECT registered_year, study_id, 0 FROM trials
    WHERE removed_on IS NULL AND coalesce(relevance, 1) >= :relevant
    UNION ALL
    SELECT year, NULL, 1 FROM articles
    WHERE removed_on IS NULL AND coalesce(relevance, 1) >= :relevant
)
SELECT year, count(DISTINCT study) AS trials, sum(paper) AS papers
FROM fact
WHERE year IS NOT NULL
GROUP BY year
ORDER BY year
