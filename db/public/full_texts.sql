-- Full texts of papers that are open access, as Europe PMC gives them out: what they are, and under which licence.
CREATE TABLE full_texts (
    pmcid TEXT PRIMARY KEY NOT NULL, -- number at PubMed Central
    article_id TEXT, -- the paper, where it is in the database
    pmid TEXT, -- PubMed number
    doi TEXT, -- DOI, in small letters
    title TEXT, -- title
    type TEXT, -- kind of article, as its publisher calls it
    licence TEXT, -- licence that the article's own file names, CC BY 4.0; else its words
    licence_url TEXT, -- address of the licence
    rights TEXT NOT NULL, -- keep = the text may be published (CC0, CC BY), read = it was read and is not published, link = neither
    url TEXT NOT NULL, -- page at Europe PMC
    fetched_on TEXT -- day on which this version was fetched
) STRICT, WITHOUT ROWID;
CREATE INDEX full_texts_article ON full_texts(article_id);

INSERT INTO full_texts
SELECT
    f.pmcid,
    (SELECT min(a.article_id) FROM work.article_full_texts AS a WHERE a.pmcid = f.pmcid) AS article_id,
    f.pmid, f.doi, f.title, f.type, without_email(f.licence) AS licence, f.licence_url, f.rights,
    'https://europepmc.org/article/PMC/' || f.pmcid AS url,
    (
        SELECT substr(v.seen_at, 1, 10) FROM work.versions AS v
        WHERE v.kind = 'full_text' AND v.id = f.pmcid
        ORDER BY v.version DESC LIMIT 1
    ) AS fetched_on
FROM work.full_texts AS f
JOIN work.records AS r ON r.kind = 'full_text' AND r.id = f.pmcid
WHERE r.removed_on IS NULL;
