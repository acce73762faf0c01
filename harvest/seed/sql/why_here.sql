-- The searches that brought a record, those that still match first.
SELECT search, left_on FROM memberships WHERE kind = :kind AND record_id = :id
ORDER BY left_on IS NOT NULL, left_on DESC, search
