-- title: Papers
-- place: 11
-- words: results=With a results paper, other=With other papers only, none=Without a paper
SELECT
    t.trial_id AS id,
    CASE
        WHEN EXISTS (
            SELECT 1 FROM trial_articles AS l
            WHERE l.trial_id = t.trial_id AND l.relation = 'results' AND l.withdrawn_on IS NULL
        ) THEN 'results'
        WHEN EXISTS (
            SELECT 1 FROM trial_articles AS l
            WHERE l.trial_id = t.trial_id AND l.relation <> 'candidate' AND l.withdrawn_on IS NULL
        ) THEN 'other'
        ELSE 'none'
    END AS value
FROM trials AS t INDEXED BY trials_list
