SELECT s.trial_id, s.other_trial_id, s.relation, s.rule, s.score, s.evidence, s.verdict, s.withdrawn_on
FROM same_study AS s
WHERE s.trial_id IN (
    SELECT trial_id FROM trials WHERE study_id = (SELECT study_id FROM trials WHERE trial_id = :id)
)
ORDER BY s.relation = 'candidate', s.trial_id, s.other_trial_id, s.rule
