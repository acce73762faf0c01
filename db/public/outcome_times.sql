-- What each outcome of a trial measures and when: one row for each known scale at each time, with the source text.
CREATE TABLE outcome_times (
    id INTEGER PRIMARY KEY NOT NULL, -- number of the row
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    kind TEXT NOT NULL, -- primary, secondary or other
    position INTEGER NOT NULL, -- position of the outcome, as in outcomes
    scale TEXT, -- code of outcome_scales; empty = the outcome names no scale of this vocabulary
    scale_label TEXT, -- the scale in words
    days REAL, -- day of measurement: a month counts 30 days, a year 365, baseline is 0; empty = no time could be read
    weeks TEXT NOT NULL, -- code of time_bands: the column of the page Outcomes by time
    weeks_label TEXT NOT NULL, -- the same in words, e.g. 24 weeks (6 months)
    until INTEGER, -- 1 = end of a period (up to, within, through), 0 = a point in time
    formula TEXT, -- how the days were computed from the text
    scale_field TEXT, -- field of the record that names the scale
    scale_evidence TEXT, -- source text of the scale
    field TEXT, -- field of the record with the time
    start INTEGER, -- start of the text in that field, from 0
    "end" INTEGER, -- end of the text
    evidence TEXT, -- source text of the time: the field from start to end
    FOREIGN KEY (trial_id, kind, position) REFERENCES outcomes(trial_id, kind, position)
) STRICT;
CREATE INDEX outcome_times_trial_id ON outcome_times(trial_id);
CREATE INDEX outcome_times_scale ON outcome_times(scale, weeks, kind);
CREATE INDEX outcome_times_weeks ON outcome_times(weeks);

INSERT INTO outcome_times (
    trial_id, kind, position, scale, scale_label, days, weeks, weeks_label, until, formula, scale_field,
    scale_evidence, field, start, "end", evidence
)
SELECT
    t.trial_id, t.kind, t.position, t.scale, label('outcome_scales', t.scale), t.days, t.weeks,
    label('time_bands', t.weeks), t.until, t.formula, t.scale_field, t.scale_evidence, t.field, t.start,
    t."end", t.evidence
FROM work.outcome_times AS t
JOIN work.outcomes AS o
    ON o.trial_id = t.trial_id AND o.kind = t.kind AND o.position = t.position
ORDER BY t.trial_id, t.kind, t.position, t.scale, t.days;
