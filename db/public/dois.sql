-- DOIs of papers as their registration agency describes them.
CREATE TABLE dois (
    doi TEXT PRIMARY KEY NOT NULL, -- DOI, in small letters
    title TEXT, -- title as the publisher gives it to the agency
    type TEXT, -- kind of work: journal-article, posted-content …
    publisher TEXT -- publisher
) STRICT, WITHOUT ROWID;

INSERT INTO dois SELECT * FROM work.dois;
