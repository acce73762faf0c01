-- Full text of MeSH definitions, names before scope notes.
CREATE VIRTUAL TABLE mesh_fts USING fts5(
    name, scope_note, content="mesh_terms", tokenize="porter unicode61"
);
INSERT INTO mesh_fts (mesh_fts, rank) VALUES ('rank', 'bm25(10.0, 1.0)');

INSERT INTO mesh_fts (mesh_fts) VALUES ('rebuild');
