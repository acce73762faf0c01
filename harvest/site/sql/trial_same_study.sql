-- What relates a registration to others: the trial's own rows, then those of its study's others.
SELECT
    s.trial_id, s.other_trial_id, s.rule, r.title AS rule_title, s.relation, s.score, s.evidence,
    s.verdict, s.withdrawn_on, o.brief_title AS title, o.registry_label, o.status, o.status_label,
    o.phase_label, o.url, o.removed_on
FROM trials AS t
JOIN trials AS m ON m.study_id = t.study_id
JOIN same_study AS s ON s.trial_id = m.trial_id
JOIN trials AS o ON o.trial_id = s.other_trial_id
LEFT JOIN same_study_rules AS r ON r.rule = s.rule
WHERE t.trial_id = :trial_id AND s.other_trial_id <> :trial_id
    AND (s.trial_id = :trial_id OR s.relation = 'same')
ORDER BY s.trial_id <> :trial_id, s.score DESC, r.position NULLS LAST, s.rule, s.trial_id
