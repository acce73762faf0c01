-- Words among the alternatives of a search that no record of the registry has: a misspelling, or a
-- name that is still too new. They change nothing of what was found.

ALTER TABLE run_queries ADD COLUMN not_found TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(not_found));
