-- Which of a registry's files answered a search in place of its service; empty where the service did.

ALTER TABLE run_queries ADD COLUMN bulk_files TEXT;
