-- title: Papers
-- place: 12
-- words: results=With a results paper, other=With other papers only, none=Without a paper
SELECT
    t.trial_id AS id,
    CASE
        -- of a study with several registrations a paper of one is a paper of all
        WHEN EXISTS (
            SELECT 1 FROM study_articles AS s
            WHERE s.study_id = t.study_id AND s.relation = 'results'
        ) THEN 'results'
        WHEN EXISTS (SELECT 1 FROM study_articles AS s WHERE s.study_id = t.study_id) THEN 'other'
        ELSE 'none'
    END AS value
FROM trials AS t INDEXED BY trials_list
