-- Papers: one row per record.
CREATE TABLE articles (
    article_id TEXT PRIMARY KEY NOT NULL, -- key of the paper: the digits of its PMID, else PPR…, doi:… or import:…
    pmid TEXT, -- PubMed number; empty = not in PubMed
    title TEXT, -- title
    vernacular_title TEXT, -- title in the original language
    author_list TEXT, -- authors in order, "Zhang Y, Li W", groups by name
    first_author TEXT, -- family name of the first author, or the group
    n_authors INTEGER NOT NULL, -- number of authors
    names_as_printed TEXT, -- names that were misprinted and stand corrected in author_list: found by the search, never cited
    abstract TEXT, -- abstract, its sections joined by blank lines; shortened or omitted where copyright requires it
    journal TEXT, -- journal
    journal_abbrev TEXT, -- ISO abbreviation of the journal
    medline_ta TEXT, -- MEDLINE abbreviation of the journal
    issn TEXT, -- ISSN of the issue
    issn_linking TEXT, -- linking ISSN of the journal
    nlm_id TEXT, -- NLM number of the journal
    country TEXT, -- country of the journal
    volume TEXT, -- volume
    issue TEXT, -- issue
    pages TEXT, -- pages, or the number of the article where the journal has none
    pub_model TEXT, -- Print, Electronic or both, as PubMed says
    year INTEGER, -- year of publication
    published TEXT, -- date of the issue, YYYY, YYYY-MM or YYYY-MM-DD
    published_text TEXT, -- date of the issue as printed, where it is not a date (2014 Nov-Dec, Spring 2010)
    electronic_date TEXT, -- date of the electronic publication
    entrez_date TEXT, -- when PubMed added it
    doi TEXT, -- DOI
    pii TEXT, -- the publisher's number
    pmcid TEXT, -- PubMed Central number (free full text)
    free_from TEXT, -- day from which the full text is free at PubMed Central, where PubMed gives one
    language TEXT, -- languages, three-letter codes joined by "|"
    language_label TEXT, -- languages, in words
    types TEXT, -- publication types, joined by "|"
    keywords TEXT, -- keywords, joined by "|"
    mesh TEXT, -- MeSH headings, joined by "|"
    retracted INTEGER NOT NULL, -- 1 if retracted
    integrity TEXT, -- retracted, concern, corrected, or empty
    integrity_label TEXT, -- retraction, concern or correction, in words
    integrity_source TEXT, -- who says so: PubMed, the paper's own title, a registry that cites it, Crossref, Retraction Watch; and who has no mark of it
    kind TEXT NOT NULL, -- article, book or preprint (not reviewed by peers; never counted as a results paper)
    publication_status TEXT, -- ppublish, epublish, aheadofprint
    medline_status TEXT, -- state of indexing: MEDLINE, PubMed-not-MEDLINE, Publisher
    owner TEXT, -- who made the record
    indexing_method TEXT, -- Automated, Curated, or empty (by hand)
    date_completed TEXT, -- when the record was completed
    date_revised TEXT, -- when the record was last revised
    coi_statement TEXT, -- conflicts of interest as stated
    copyright TEXT, -- copyright of the abstract
    citation_subset TEXT, -- journal subsets, joined by "|"
    book_title TEXT, -- title of the book, for a chapter
    publisher TEXT, -- publisher of a book, server of a preprint
    publisher_location TEXT, -- place of that publisher
    reference_count INTEGER NOT NULL, -- number of references listed
    full_text_url TEXT, -- where it can be read freely on the day of the publication; empty = nowhere that is known, or not yet
    full_text_licence TEXT, -- licence of that text as Europe PMC gives it, CC BY-NC; empty = not known
    version INTEGER NOT NULL, -- PubMed's version of the paper, the server's of a preprint
    relevance REAL, -- relevance to the topic, 0 to 1; empty = not computed yet
    first_seen TEXT NOT NULL, -- when first harvested, UTC
    last_fetched TEXT NOT NULL, -- when last fetched, UTC
    removed_on TEXT, -- when its removal from PubMed was seen, twice confirmed; empty = not removed
    url TEXT NOT NULL -- page at PubMed
) STRICT;
-- All that lists count and filter by: the rows themselves, with their abstracts, need not be read.
CREATE INDEX articles_list ON articles(
    article_id, removed_on, relevance, year, journal, integrity, language, pmcid, free_from
);
CREATE INDEX articles_pmid ON articles(pmid);
CREATE INDEX articles_year ON articles(year, published);
CREATE INDEX articles_journal ON articles(journal);
CREATE INDEX articles_doi ON articles(doi);
CREATE INDEX articles_doi_folded ON articles(lower(doi));
CREATE INDEX articles_pmcid ON articles(pmcid);
CREATE INDEX articles_integrity ON articles(integrity);

INSERT INTO articles
SELECT
    a.*,
    (
        SELECT group_concat(name, iif(apart, '; ', ', '))
        FROM (
            SELECT
                -- Names of groups may hold commas.
                max(coalesce(collective_name LIKE '%,%', 0)) OVER () AS apart,
                coalesce(
                    collective_name,
                    trim(coalesce(last_name, '') || ' ' || coalesce(initials, ''))
                        || coalesce(' ' || suffix, '')
                ) AS name
            FROM work.authors
            WHERE article_id = a.article_id AND role = 'author'
            ORDER BY position
        )
    ) AS author_list,
    (
        SELECT coalesce(collective_name, last_name)
        FROM work.authors
        WHERE article_id = a.article_id AND role = 'author'
        ORDER BY position
        LIMIT 1
    ) AS first_author,
    (SELECT count(*) FROM work.authors WHERE article_id = a.article_id AND role = 'author') AS n_authors,
    (
        SELECT group_concat(text, ', ')
        FROM (
            SELECT text FROM work.article_notes
            WHERE article_id = a.article_id AND kind = 'name_as_printed'
            ORDER BY position
        )
    ) AS names_as_printed,
    (
        SELECT max(date) FROM work.article_dates
        WHERE article_id = a.article_id AND event = 'pmc-release'
    ) AS free_from,
    abstract(a.abstract, :abstracts) AS abstract,
    label('languages', a.language) AS language_label,
    (
        SELECT group_concat(name, '|')
        FROM (SELECT name FROM work.article_types WHERE article_id = a.article_id ORDER BY position)
    ) AS types,
    (
        SELECT group_concat(keyword, '|')
        FROM (SELECT keyword FROM work.keywords WHERE article_id = a.article_id ORDER BY position)
    ) AS keywords,
    (
        SELECT group_concat(name, '|')
        FROM (SELECT name FROM work.article_mesh WHERE article_id = a.article_id ORDER BY position)
    ) AS mesh,
    max(
        a.retracted,
        EXISTS (
            SELECT 1 FROM work.integrity_marks AS m
            WHERE m.article_id = a.article_id AND m.integrity = 'retracted'
        )
    ) AS retracted,
    (
        SELECT m.integrity FROM work.integrity_marks AS m
        WHERE m.article_id = a.article_id
        ORDER BY m.integrity <> 'retracted', m.integrity <> 'concern'
        LIMIT 1
    ) AS integrity,
    (
        SELECT
            CASE
                WHEN m.integrity = 'corrected' AND (
                    EXISTS (
                        SELECT 1 FROM work.corrections AS c
                        WHERE c.article_id = a.article_id AND c.ref_type = 'PartialRetractionIn'
                    )
                    OR EXISTS (
                        SELECT 1 FROM work.outside_marks AS o
                        WHERE o.article_id = a.article_id AND o.type = 'partial_retraction'
                    )
                ) THEN 'Partly retracted'
                ELSE label('integrity', m.integrity)
            END
        FROM work.integrity_marks AS m
        WHERE m.article_id = a.article_id
        ORDER BY m.integrity <> 'retracted', m.integrity <> 'concern'
        LIMIT 1
    ) AS integrity_label,
    (
        SELECT group_concat(said, '; ')
        FROM (
            SELECT DISTINCT
                CASE m.source
                    WHEN 'pubmed' THEN 'PubMed'
                    WHEN 'title' THEN 'called retracted in its title; PubMed has no mark of it'
                    WHEN 'crossref' THEN 'Crossref: ' || lower(coalesce(label('notice_types', m.type), m.integrity))
                        || coalesce(' of ' || m.dated, '') || iif(
                            m.said_by = 'retraction-watch', ' (reported by Retraction Watch)',
                            ' (reported by the publisher)'
                        )
                    WHEN 'retractionwatch' THEN 'Retraction Watch''s list: '
                        || lower(coalesce(label('notice_types', m.type), m.integrity))
                        || coalesce(' of ' || m.dated, '')
                        || coalesce(', because of: ' || replace(m.reasons, '|', '; '), '')
                    ELSE label('registries', t.registry) || ' (' || m.trial_id
                        || ') notes a retraction: ' || retraction_notes(m.note)
                END AS said
            FROM work.integrity_marks AS m
            LEFT JOIN work.trials AS t ON t.trial_id = m.trial_id
            WHERE m.article_id = a.article_id
            UNION ALL
            SELECT 'PubMed has no mark of it'
            WHERE a.integrity IS NULL AND a.pmid IS NOT NULL
                AND EXISTS (SELECT 1 FROM work.outside_marks AS o WHERE o.article_id = a.article_id)
            UNION ALL
            SELECT 'Crossref has no mark of it'
            WHERE (a.integrity IN ('retracted', 'concern') OR EXISTS (
                    SELECT 1 FROM work.outside_marks AS o
                    WHERE o.article_id = a.article_id AND o.source = 'retractionwatch'
                ))
                AND EXISTS (SELECT 1 FROM work.dois AS d WHERE d.doi = lower(a.doi))
                AND NOT EXISTS (
                    SELECT 1 FROM work.outside_marks AS o
                    WHERE o.article_id = a.article_id AND o.source = 'crossref'
                )
        )
    ) AS integrity_source,
    without_email(a.coi_statement) AS coi_statement,
    without_email(a.copyright) AS copyright,
    coalesce(
        (
            SELECT l.url
            FROM work.texts AS t JOIN work.text_links AS l ON l.text_id = t.text_id
            WHERE (t.pmid = a.pmid OR (a.pmid IS NULL AND t.pmid IS NULL AND t.doi = lower(a.doi)))
                AND l.code IN ('OA', 'F')
                -- What is still withheld at an archive may be free at its publisher's.
                AND (coalesce(t.free_from, '') <= substr(:published_at, 1, 10) OR l.site NOT IN ('Europe_PMC', 'PubMedCentral'))
            ORDER BY l.style <> 'html', l.position
            LIMIT 1
        ),
        iif(
            a.pmcid IS NOT NULL AND coalesce((
                SELECT max(date) FROM work.article_dates
                WHERE article_id = a.article_id AND event = 'pmc-release'
            ), '') <= substr(:published_at, 1, 10),
            -- PMC8095192.2 is a version; the number alone leads to the newest.
            'https://pmc.ncbi.nlm.nih.gov/articles/' || substr(a.pmcid, 1, instr(a.pmcid || '.', '.') - 1) || '/', NULL
        )
    ) AS full_text_url,
    (
        SELECT t.licence FROM work.texts AS t
        WHERE t.pmid = a.pmid OR (a.pmid IS NULL AND t.pmid IS NULL AND t.doi = lower(a.doi))
        LIMIT 1
    ) AS full_text_licence,
    (SELECT score FROM work.nearness WHERE kind = 'article' AND id = a.article_id) AS relevance,
    r.first_seen AS first_seen,
    r.last_fetched AS last_fetched,
    r.removed_on AS removed_on
FROM work.articles AS a
JOIN work.records AS r ON r.kind = 'article' AND r.id = a.article_id
ORDER BY a.pmid IS NULL, CAST(a.pmid AS INTEGER), a.article_id;
