-- Full text of MeSH definitions, names before scope notes.
CREATE VIRTUAL TABLE mesh_fts USING fts5(
    name, scope_note, content="mesh_terms",
    tokenize="porter unicode61 remove_diacritics 2 categories 'L* N* Co Cf'"
);
INSERT INTO mesh_fts (mesh_fts, rank) VALUES ('rank', 'bm25(10.0, 1.0)');

-- As harvest.legible.searched has them: word by word, so that marks fall on the text as it stands.
INSERT INTO mesh_fts (
    rowid, name, scope_note
)
SELECT
    rowid, searched(name), searched(scope_note)
FROM mesh_terms
ORDER BY rowid;
