-- Sections of a book, in reading order.
CREATE TABLE book_sections (
    article_id TEXT NOT NULL REFERENCES articles(article_id), -- paper
    position INTEGER NOT NULL, -- place in the record's own order, from 1
    depth INTEGER NOT NULL, -- 1 is the outermost
    label TEXT, -- number of the section
    title TEXT NOT NULL, -- title of the section
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO book_sections
SELECT *
FROM work.book_sections;
