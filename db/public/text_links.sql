-- Where papers can be read, as Europe PMC lists it, and what that costs.
CREATE TABLE text_links (
    text_id TEXT NOT NULL REFERENCES texts(text_id), -- paper, as in texts
    position INTEGER NOT NULL, -- place, from 1
    url TEXT NOT NULL, -- address
    code TEXT, -- OA = open access, F = free, S = subscription
    availability TEXT, -- the same in words
    style TEXT, -- html, pdf, doi
    site TEXT, -- who has it: Europe_PMC, PubMedCentral, Unpaywall, DOI
    PRIMARY KEY (text_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO text_links SELECT * FROM work.text_links;
