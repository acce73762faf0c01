-- Phases of a trial, one a row: a phase 1/2 trial has two.
CREATE TABLE trial_phases (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    phase TEXT NOT NULL, -- phase, code
    phase_label TEXT NOT NULL, -- phase, in words
    PRIMARY KEY (trial_id, phase)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_phases_phase ON trial_phases(phase);

INSERT INTO trial_phases (trial_id, phase, phase_label)
SELECT DISTINCT t.trial_id, code.value, label('phases', code.value)
FROM work.trials AS t
JOIN json_each('["' || replace(t.phase, '|', '","') || '"]') AS code
WHERE t.phase <> '';
