-- MeSH terms that the registry gives a trial.
CREATE TABLE trial_mesh (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    ui TEXT NOT NULL REFERENCES mesh_terms(ui), -- descriptor
    area TEXT NOT NULL, -- condition or intervention
    ancestor INTEGER NOT NULL, -- 1 for a broader term that the registry adds
    term TEXT, -- name as the registry gives it
    PRIMARY KEY (trial_id, area, ui)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_mesh_ui ON trial_mesh(ui);

INSERT INTO trial_mesh
SELECT *
FROM work.trial_mesh;
