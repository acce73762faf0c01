SELECT article_id, kind, title, vernacular_title, abstract, journal, journal_abbrev, volume, issue,
       pages, published, published_text, year, doi, pmcid, issn, language, publisher,
       publisher_location, book_title, integrity, date_revised, url, pmid, full_text_url
FROM articles WHERE article_id IN (:ids)
