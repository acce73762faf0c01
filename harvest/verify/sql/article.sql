-- What a text may state of a paper.
SELECT
    article_id, pmid, title, vernacular_title, book_title, author_list, names_as_printed, journal,
    journal_abbrev, medline_ta, year, published, electronic_date, entrez_date, doi, pmcid, integrity,
    integrity_label, integrity_source, version, removed_on, url
FROM articles WHERE article_id = :id
