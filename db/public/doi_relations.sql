-- Preprints and other versions of a work, as reported to Crossref.
CREATE TABLE doi_relations (
    doi TEXT NOT NULL REFERENCES dois(doi), -- DOI
    position INTEGER NOT NULL, -- place, from 1
    relation TEXT NOT NULL, -- has-preprint, is-preprint-of, has-version, is-version-of
    other_type TEXT, -- what identifies the other work: doi …
    other_id TEXT NOT NULL, -- the other work
    asserted_by TEXT, -- which of the two says so: subject (this one) or object
    PRIMARY KEY (doi, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX doi_relations_other ON doi_relations(other_id);

INSERT INTO doi_relations SELECT * FROM work.doi_relations;
