-- What became of each reference of an imported file: new, or a duplicate, and by what it was recognised.
CREATE TABLE imported_references (
    file_id TEXT NOT NULL REFERENCES imported_files(file_id), -- file
    position INTEGER NOT NULL, -- place in the file
    record_id TEXT NOT NULL, -- key of its record, a paper or a trial, today
    imported_as TEXT NOT NULL, -- the same when it was imported
    outcome TEXT NOT NULL, -- new, repeated (a duplicate within the file) or known (a duplicate of a record in the database)
    reason TEXT NOT NULL, -- by what a duplicate was recognised
    resembles TEXT, -- record with the same title that is another publication
    apart TEXT, -- why it is another
    merged_because TEXT, -- by what a paper of PubMed was recognised that has replaced it since
    PRIMARY KEY (file_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_references_record ON imported_references(record_id);

INSERT INTO imported_references
SELECT
    i.*,
    coalesce(m.merged_into, i.record_id) AS record_id,
    i.record_id AS imported_as,
    m.reason AS merged_because
FROM work.imported_references AS i
LEFT JOIN work.merged_references AS m ON m.record_id = i.record_id;
