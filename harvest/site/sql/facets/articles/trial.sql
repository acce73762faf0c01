-- title: Trials
-- place: 1
-- search: yes
-- words: results=Reports a trial, other=Linked to a trial otherwise, none=No trial
SELECT
    a.article_id AS id,
    CASE
        WHEN EXISTS (
            SELECT 1 FROM trial_articles AS l
            WHERE l.article_id = a.article_id AND l.relation = 'results' AND l.withdrawn_on IS NULL
        ) THEN 'results'
        WHEN EXISTS (
            SELECT 1 FROM trial_articles AS l
            WHERE l.article_id = a.article_id AND l.relation <> 'candidate' AND l.withdrawn_on IS NULL
        ) THEN 'other'
        ELSE 'none'
    END AS value
FROM articles AS a INDEXED BY articles_list
