-- Full text of papers: porter stems, ranked by bm25, titles before abstracts.
CREATE VIRTUAL TABLE articles_fts USING fts5(
    article_id, title, vernacular_title, author_list, journal, doi, keywords, mesh, abstract,
    names_as_printed,
    content="articles", tokenize="porter unicode61"
);
INSERT INTO articles_fts (articles_fts, rank)
VALUES ('rank', 'bm25(10.0, 10.0, 4.0, 5.0, 1.0, 1.0, 4.0, 3.0, 2.0, 4.0)');

INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
