-- Sections of full texts; their words only where the article's licence and the configuration allow it.
CREATE TABLE full_text_sections (
    pmcid TEXT NOT NULL REFERENCES full_texts(pmcid), -- article
    position INTEGER NOT NULL, -- place in the article, from 1
    kind TEXT NOT NULL, -- abstract, introduction, methods, results, discussion, conclusion, registration, ethics, funding, conflicts, availability, acknowledgements, note, aside or body
    heading TEXT NOT NULL, -- its heading, behind those above it
    characters INTEGER NOT NULL, -- length of its text
    text TEXT, -- its text, a line for each paragraph, without tables and figures; empty unless [publish] full_text is "full" and the licence is CC0 or CC BY
    PRIMARY KEY (pmcid, position)
) STRICT, WITHOUT ROWID;

INSERT INTO full_text_sections
SELECT
    s.pmcid, s.position, s.kind, without_email(substr(s.heading, 1, 200)) AS heading, length(s.text) AS characters,
    iif(f.rights = 'keep' AND :full_text = 'full', without_email(s.text), NULL) AS text
FROM work.full_text_sections AS s
JOIN work.full_texts AS f ON f.pmcid = s.pmcid
JOIN work.records AS r ON r.kind = 'full_text' AND r.id = f.pmcid
WHERE r.removed_on IS NULL AND f.rights <> 'link';
