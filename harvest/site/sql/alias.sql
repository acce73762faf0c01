-- The number that stands for a former one, or for one written in small letters.
SELECT id FROM aliases WHERE kind = :kind AND alias = :alias
UNION ALL
SELECT nct_id FROM trials WHERE :kind = 'trial' AND nct_id = :alias
