SELECT nct_id, word FROM (
    SELECT nct_id, 1 AS sort, position, name AS word FROM conditions
    UNION ALL
    SELECT nct_id, 2, position, keyword FROM trial_keywords
) WHERE nct_id IN (:ids) ORDER BY nct_id, sort, position
