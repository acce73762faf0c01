SELECT study_id, registrations, title, disagreements FROM studies
WHERE registrations > 0 AND (:several IS NOT 1 OR registrations > 1)
    AND (:disagreeing IS NOT 1 OR disagreements > 0)
ORDER BY study_id LIMIT :most OFFSET :start
