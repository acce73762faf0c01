-- The values of a facet that is extracted from the texts of records.
SELECT DISTINCT {key} AS id, value FROM facets WHERE facet = '{facet}' AND {key} IS NOT NULL
