-- For bases of the day on which these two came into 0003 after it had been applied.
CREATE INDEX IF NOT EXISTS articles_doi_folded ON articles(lower(doi));
CREATE INDEX IF NOT EXISTS articles_pmcid ON articles(pmcid);
