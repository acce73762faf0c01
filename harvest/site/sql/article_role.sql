-- What kind of paper it is, and what decided that.
SELECT role, evidence, field FROM article_roles WHERE pmid = :pmid AND role <> 'other'
