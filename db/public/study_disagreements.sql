-- Where the registrations of one study disagree, field by field: only where both state the field and cannot both be right. Each pair once.
CREATE TABLE study_disagreements (
    study_id TEXT NOT NULL REFERENCES studies(study_id), -- study
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- registration
    other_trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- the other registration
    field TEXT NOT NULL, -- status, enrollment, start_date, primary_completion_date, completion_date, primary_outcome, countries, phase, sponsor
    field_label TEXT NOT NULL, -- field, in words
    value TEXT NOT NULL, -- what the first says, as the registry codes it
    value_type TEXT, -- of a date or size, ACTUAL or ESTIMATED; empty = not said
    value_label TEXT NOT NULL, -- the same, in words
    other_value TEXT NOT NULL, -- what the other says, as the registry codes it
    other_value_type TEXT, -- of a date or size, ACTUAL or ESTIMATED; empty = not said
    other_value_label TEXT NOT NULL, -- the same, in words
    note TEXT, -- what to keep in mind of the difference
    PRIMARY KEY (trial_id, other_trial_id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX study_disagreements_study_id ON study_disagreements(study_id);
CREATE INDEX study_disagreements_other_trial_id ON study_disagreements(other_trial_id);

INSERT INTO study_disagreements
SELECT
    d.*,
    CASE d.field
        WHEN 'enrollment' THEN 'Participants'
        WHEN 'start_date' THEN 'Start'
        WHEN 'primary_completion_date' THEN 'Primary completion'
        WHEN 'completion_date' THEN 'Completion'
        WHEN 'primary_outcome' THEN 'Primary outcome'
        ELSE upper(substr(d.field, 1, 1)) || substr(d.field, 2)
    END AS field_label,
    coalesce(without_email(d.value), '') AS value,
    coalesce(without_email(d.other_value), '') AS other_value,
    coalesce(
        CASE d.field
            WHEN 'status' THEN label('statuses', d.value)
            WHEN 'phase' THEN label('phases', d.value)
            WHEN 'countries' THEN replace(d.value, '|', ', ')
            ELSE without_email(d.value)
        END
        || CASE d.value_type WHEN 'ACTUAL' THEN ' (actual)' WHEN 'ESTIMATED' THEN ' (planned)' ELSE '' END,
        ''
    ) AS value_label,
    coalesce(
        CASE d.field
            WHEN 'status' THEN label('statuses', d.other_value)
            WHEN 'phase' THEN label('phases', d.other_value)
            WHEN 'countries' THEN replace(d.other_value, '|', ', ')
            ELSE without_email(d.other_value)
        END
        || CASE d.other_value_type WHEN 'ACTUAL' THEN ' (actual)' WHEN 'ESTIMATED' THEN ' (planned)' ELSE '' END,
        ''
    ) AS other_value_label
FROM work.study_disagreements AS d
JOIN work.trials AS t ON t.trial_id = d.trial_id
JOIN work.trials AS o ON o.trial_id = d.other_trial_id
ORDER BY d.trial_id, d.other_trial_id, d.field;
