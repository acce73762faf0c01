-- Every spelling of a lead sponsor with its trials.
SELECT
    lead_sponsor AS sponsor, count(*) AS trials,
    count(*) FILTER (
        WHERE status IN ('RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION')
    ) AS recruiting,
    sum(has_results) AS with_results
FROM trials
WHERE removed_on IS NULL
    AND coalesce(relevance, 1) >= :relevant AND lead_sponsor IS NOT NULL
GROUP BY lead_sponsor
ORDER BY trials DESC, sponsor
