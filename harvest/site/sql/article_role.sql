-- What kind of paper it is, and what decided that.
SELECT role, evidence, field FROM article_roles WHERE article_id = :article_id AND role <> 'other'
