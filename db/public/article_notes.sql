-- Notes in the record of a paper that have no column of their own.
CREATE TABLE article_notes (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    kind TEXT NOT NULL, -- what it is: general_note, other_id, isbn, edition …
    source TEXT, -- who made it, or its kind at PubMed
    text TEXT NOT NULL, -- text
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO article_notes
SELECT
    *,
    coalesce(without_email(text), '') AS text
FROM work.article_notes;
