-- A record may come from one source first and from its own registry later: each version is read by
-- the reader of the source that delivered it.
ALTER TABLE versions ADD COLUMN source TEXT;
UPDATE versions SET source = (
    SELECT r.source FROM records AS r WHERE r.kind = versions.kind AND r.id = versions.id
);
