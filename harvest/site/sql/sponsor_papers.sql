-- Results papers of a sponsor's trials, newest first.
SELECT a.article_id
FROM sponsors AS s
JOIN trial_articles AS l
    ON l.trial_id = s.trial_id
    AND l.relation = 'results'
    AND l.withdrawn_on IS NULL
JOIN articles AS a ON a.article_id = l.article_id
WHERE s.name IN (SELECT value FROM json_each(:names)) AND a.removed_on IS NULL
GROUP BY a.article_id
ORDER BY a.year DESC, a.article_id DESC
