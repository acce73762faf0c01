-- The trials registered last, each study once; those that only touch the topic are left out.
SELECT
    trial_id, brief_title, max(first_posted) AS first_posted, status, status_label, lead_sponsor,
    registry_label
FROM trials
WHERE removed_on IS NULL AND coalesce(relevance, 1) >= :relevant AND first_posted IS NOT NULL
GROUP BY study_id
ORDER BY first_posted DESC, trial_id DESC
LIMIT 6
