-- Which descriptors MeSH has withdrawn; filled when their bytes are read anew.

ALTER TABLE mesh_terms ADD COLUMN withdrawn INTEGER; -- 1, or NULL
