SELECT trial_id, word FROM (
    SELECT trial_id, 1 AS sort, position, name AS word FROM conditions
    UNION ALL
    SELECT trial_id, 2, position, keyword FROM trial_keywords
) WHERE trial_id IN (:ids) ORDER BY trial_id, sort, position
