SELECT coalesce(acronym, brief_title) AS title FROM trials WHERE trial_id = :trial_id AND removed_on IS NULL
