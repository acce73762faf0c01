-- Every spelling of a lead sponsor with its studies, each a JSON list.
SELECT
    lead_sponsor AS sponsor, json_group_array(DISTINCT study_id) AS trials,
    json_group_array(DISTINCT study_id) FILTER (
        WHERE status IN ('RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION')
    ) AS recruiting,
    json_group_array(DISTINCT study_id) FILTER (WHERE has_results = 1) AS with_results
FROM trials
WHERE removed_on IS NULL
    AND coalesce(relevance, 1) >= :relevant AND lead_sponsor IS NOT NULL
GROUP BY lead_sponsor
ORDER BY count(DISTINCT study_id) DESC, sponsor
