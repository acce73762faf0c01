-- Notices about a DOI, and DOIs that are themselves notices, as reported to Crossref.
CREATE TABLE doi_updates (
    doi TEXT NOT NULL REFERENCES dois(doi), -- DOI
    position INTEGER NOT NULL, -- place, from 1, the earliest notice first
    role TEXT NOT NULL, -- updated-by: the other DOI is a notice about this one; update-to: this one is a notice about the other
    type TEXT, -- kind of notice: retraction, correction, addendum …
    type_label TEXT, -- kind of notice, in words
    label TEXT, -- kind of notice as reported
    source TEXT, -- who reported it: publisher or retraction-watch
    other_doi TEXT NOT NULL, -- the notice, or the paper that it is about
    dated TEXT, -- day of the notice
    record_id TEXT, -- number in Retraction Watch's list
    integrity TEXT, -- what it means for the paper: retracted, concern, corrected; empty = nothing, or no more
    lifted_on TEXT, -- day of a later notice that reinstates the paper
    PRIMARY KEY (doi, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX doi_updates_other ON doi_updates(other_doi);

INSERT INTO doi_updates
SELECT *, label('notice_types', type) AS type_label FROM work.doi_updates;
