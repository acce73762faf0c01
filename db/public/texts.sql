-- Papers of the database, and papers whose full text names a trial of it, as Europe PMC lists them.
CREATE TABLE texts (
    text_id TEXT PRIMARY KEY NOT NULL, -- key at Europe PMC: its source and number, MED:26062731
    pmid TEXT, -- PubMed number
    pmcid TEXT, -- PubMed Central number
    doi TEXT, -- DOI, in small letters
    article_id TEXT, -- the paper, where it is in the database
    title TEXT, -- title
    year INTEGER, -- year of publication
    preprint INTEGER NOT NULL, -- 1 = a preprint
    open_access INTEGER, -- 1 = its licence lets others use the text, 0 = it does not; empty = not said
    licence TEXT, -- licence as Europe PMC gives it, CC BY-NC
    in_epmc INTEGER, -- 1 = the text can be read at Europe PMC
    free_from TEXT, -- day on which an embargo ends
    url TEXT -- page at Europe PMC, where the text is free today or will be
) STRICT, WITHOUT ROWID;
CREATE INDEX texts_article ON texts(article_id);

INSERT INTO texts
SELECT
    t.*,
    (
        SELECT min(a.article_id) FROM work.articles AS a
        WHERE a.pmid = t.pmid OR (t.pmid IS NULL AND t.doi IS NOT NULL AND lower(a.doi) = t.doi)
    ) AS article_id,
    iif(
        t.in_epmc = 1, 'https://europepmc.org/article/' || replace(t.text_id, ':', '/'), NULL
    ) AS url
FROM work.texts AS t;
