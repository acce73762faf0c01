-- Whether an expression finds anything.
SELECT
    EXISTS (SELECT 1 FROM trials_fts WHERE trials_fts MATCH :match)
    OR EXISTS (SELECT 1 FROM articles_fts WHERE articles_fts MATCH :match) AS finds
