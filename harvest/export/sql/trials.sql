SELECT nct_id, coalesce(official_title, brief_title), lead_sponsor, brief_summary,
       first_posted, last_updated, status_label, url
FROM trials WHERE nct_id IN (:ids)
