-- What ties a paper to a trial or to one of the study's other registrations.
SELECT l.trial_id, l.relation, l.rule, l.evidence, l.withdrawn_on
FROM trial_articles AS l
JOIN trials AS t ON t.trial_id = l.trial_id
WHERE l.article_id = :article AND t.study_id = (SELECT study_id FROM trials WHERE trial_id = :trial)
ORDER BY l.withdrawn_on IS NOT NULL, l.relation = 'candidate', l.trial_id <> :trial
