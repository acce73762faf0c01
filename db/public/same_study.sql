-- Registrations that are of one study, or may be: one row per rule that says so, in both directions.
CREATE TABLE same_study (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- registration
    other_trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- the other registration
    rule TEXT NOT NULL, -- rule that relates them, one of same_study_rules, or candidate or verdict
    relation TEXT NOT NULL, -- what the other is to it: same, extension, parent or candidate
    score REAL NOT NULL, -- 1 for a statement by number; for a candidate its probability, 0 to 1
    evidence TEXT NOT NULL, -- which record names which, where and in which words, or a candidate's reasons
    verdict TEXT, -- what a person decided: same, extension, parent or different; empty = nobody has
    first_seen TEXT NOT NULL, -- when first found, UTC
    last_seen TEXT NOT NULL, -- when last found otherwise or again, UTC
    withdrawn_on TEXT, -- when its source withdrew it; empty = not withdrawn
    PRIMARY KEY (trial_id, other_trial_id, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX same_study_relation ON same_study(relation, score);

INSERT INTO same_study
SELECT
    s.*,
    coalesce(without_email(s.evidence), '') AS evidence
FROM work.same_study AS s
JOIN work.trials AS t ON t.trial_id = s.trial_id
JOIN work.trials AS o ON o.trial_id = s.other_trial_id
ORDER BY s.trial_id, s.other_trial_id, s.rule;
