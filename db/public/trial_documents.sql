-- Protocols, analysis plans and consent forms posted with a trial.
CREATE TABLE trial_documents (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    type_abbrev TEXT, -- Prot, SAP, ICF or a combination
    label TEXT, -- what it is
    has_protocol INTEGER, -- 1 if it contains the protocol
    has_sap INTEGER, -- 1 if it contains the statistical analysis plan
    has_icf INTEGER, -- 1 if it contains the consent form
    date TEXT, -- date of the document
    upload_date TEXT, -- when uploaded
    filename TEXT, -- name of the file at the registry
    size INTEGER, -- bytes
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO trial_documents
SELECT *
FROM work.trial_documents;
