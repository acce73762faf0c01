-- Lines of Retraction Watch's list about papers in the database, with the reasons.
CREATE TABLE notices (
    notice_id TEXT PRIMARY KEY NOT NULL, -- RW: and the number in the list
    doi TEXT, -- DOI of the paper, in small letters
    pmid TEXT, -- PubMed number of the paper
    nature TEXT, -- kind of notice: retraction, expression_of_concern, correction, reinstatement
    nature_label TEXT, -- kind of notice, in words
    integrity TEXT, -- what it means for the paper: retracted, concern, corrected, or empty
    dated TEXT, -- day of the notice
    notice_doi TEXT, -- DOI of the notice
    notice_pmid TEXT, -- PubMed number of the notice
    reasons TEXT, -- reasons, joined by "|"
    title TEXT -- title of the paper as listed
) STRICT, WITHOUT ROWID;
CREATE INDEX notices_doi ON notices(doi);
CREATE INDEX notices_pmid ON notices(pmid);

INSERT INTO notices
SELECT *, label('notice_types', nature) AS nature_label FROM work.notices;
