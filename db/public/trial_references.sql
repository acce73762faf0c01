-- References in a trial's record, whether or not they are papers in the database.
CREATE TABLE trial_references (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id), -- trial
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    pmid TEXT, -- PubMed number, where given; a PMC number or DOI if the registry has one in its place
    type TEXT, -- RESULT, BACKGROUND (both named by the sponsor) or DERIVED (found by the registry in PubMed)
    type_label TEXT, -- kind of reference, in words
    citation TEXT, -- citation as registered
    retractions TEXT, -- retraction notices known to the registry, "pmid source" joined by "|"
    retraction_notes TEXT, -- where those notices stand
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX trial_references_pmid ON trial_references(pmid);

INSERT INTO trial_references
SELECT
    *,
    label('reference_types', type) AS type_label,
    without_email(citation) AS citation,
    retraction_notes(retractions) AS retraction_notes
FROM work.trial_references;
