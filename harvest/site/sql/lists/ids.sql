-- The records of a list. What stands in braces is filled in by harvest.site.lists.select, from the
-- files in sql/facets and its own constants; values are bound.
SELECT r.{key} AS id, {study} AS study
FROM {source}
WHERE {conditions}
