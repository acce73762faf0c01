-- title: Trials
-- place: 1
-- words: results=Reports a trial, other=Tied to a trial otherwise, none=No trial
SELECT
    a.pmid AS id,
    CASE
        WHEN EXISTS (
            SELECT 1 FROM trial_articles AS l
            WHERE l.pmid = a.pmid AND l.relation = 'results'
        ) THEN 'results'
        WHEN EXISTS (SELECT 1 FROM trial_articles AS l WHERE l.pmid = a.pmid) THEN 'other'
        ELSE 'none'
    END AS value
FROM articles AS a
