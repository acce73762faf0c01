-- Places of MeSH descriptors in the tree.
CREATE TABLE mesh_trees (
    ui TEXT NOT NULL REFERENCES mesh_terms(ui), -- descriptor
    tree_number TEXT NOT NULL, -- e.g. C06.552.630: below C06.552
    PRIMARY KEY (ui, tree_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX mesh_trees_tree_number ON mesh_trees(tree_number);

INSERT INTO mesh_trees
SELECT *
FROM work.mesh_trees;
