SELECT trial_id, coalesce(official_title, brief_title), lead_sponsor, brief_summary,
       first_posted, last_updated, status_label, url, coalesce(registry_label, registry),
       attribution
FROM trials WHERE trial_id IN (:ids)
