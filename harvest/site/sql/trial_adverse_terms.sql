-- Serious adverse events by term, those in most people first.
SELECT term, group_title, affected, at_risk
FROM adverse_terms
WHERE trial_id = :trial_id AND serious = 1 AND affected > 0
ORDER BY affected DESC, position
LIMIT 12
