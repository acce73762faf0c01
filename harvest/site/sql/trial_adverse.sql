SELECT
    title, description, deaths_affected, deaths_at_risk, serious_affected, serious_at_risk,
    other_affected, other_at_risk
FROM adverse_groups
WHERE trial_id = :trial_id
ORDER BY position
