SELECT count(*) AS n FROM studies
WHERE registrations > 0 AND (:several IS NOT 1 OR registrations > 1)
    AND (:disagreeing IS NOT 1 OR disagreements > 0)
