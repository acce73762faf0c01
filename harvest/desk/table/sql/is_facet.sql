-- Whether a column is that of a facet.
SELECT 1 FROM facet_descriptions WHERE facet = :facet
