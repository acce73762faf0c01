-- Files of references that were exported from other databases and imported here.
CREATE TABLE imported_files (
    file_id TEXT PRIMARY KEY NOT NULL, -- name of the content of the file
    name TEXT NOT NULL, -- name of the file
    format TEXT NOT NULL, -- RIS, BibTeX, EndNote XML or NBIB
    database TEXT NOT NULL, -- database that was searched
    searched TEXT NOT NULL, -- exact search
    day TEXT NOT NULL, -- day of the search
    records INTEGER NOT NULL, -- references in the file
    unreadable INTEGER NOT NULL, -- of these unreadable, in quarantine
    imported_at TEXT NOT NULL, -- when imported, UTC
    run_id INTEGER NOT NULL REFERENCES runs(run_id) -- run
) STRICT, WITHOUT ROWID;

INSERT INTO imported_files
SELECT *
FROM work.imported_files;
