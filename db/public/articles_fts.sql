-- Full text of papers: porter stems, ranked by bm25, titles before abstracts.
CREATE VIRTUAL TABLE articles_fts USING fts5(
    article_id, title, vernacular_title, author_list, journal, doi, keywords, mesh, abstract,
    names_as_printed,
    content="articles",
    tokenize="porter unicode61 remove_diacritics 2 categories 'L* N* Co Cf'"
);
INSERT INTO articles_fts (articles_fts, rank)
VALUES ('rank', 'bm25(10.0, 10.0, 4.0, 5.0, 1.0, 1.0, 4.0, 3.0, 2.0, 4.0)');

-- As harvest.legible.searched has them: word by word, so that marks fall on the text as it stands.
INSERT INTO articles_fts (
    rowid, article_id, title, vernacular_title, author_list, journal, doi, keywords, mesh,
    abstract, names_as_printed
)
SELECT
    rowid, searched(article_id), searched(title), searched(vernacular_title),
    searched(author_list), searched(journal), searched(doi), searched(keywords), searched(mesh),
    searched(abstract), searched(names_as_printed)
FROM articles
ORDER BY rowid;
