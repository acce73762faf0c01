-- Every other number of a trial.
CREATE TABLE trial_ids (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    kind TEXT NOT NULL, -- org_study, secondary or alias (a former NCT number)
    id TEXT NOT NULL, -- number
    type TEXT, -- kind of number, code
    type_label TEXT, -- kind of number, in words
    domain TEXT, -- registry or organisation that gave it
    link TEXT, -- its page
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_ids_id ON trial_ids(id);

INSERT INTO trial_ids
SELECT
    *,
    label('secondary_id_types', type) AS type_label
FROM work.trial_ids;
