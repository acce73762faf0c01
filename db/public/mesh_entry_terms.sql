-- Synonyms of MeSH descriptors.
CREATE TABLE mesh_entry_terms (
    ui TEXT NOT NULL REFERENCES mesh_terms(ui), -- descriptor
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    term TEXT NOT NULL, -- synonym
    PRIMARY KEY (ui, position)
) STRICT, WITHOUT ROWID;

INSERT INTO mesh_entry_terms
SELECT *
FROM work.mesh_entry_terms;
