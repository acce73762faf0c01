-- The sponsors that belong to each sponsor, directly or through another.
SELECT DISTINCT sponsor, member FROM sponsor_members WHERE member IS NOT NULL ORDER BY 1, 2
