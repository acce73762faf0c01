CASE
    WHEN r.rowid < coalesce((SELECT rowid {found} ORDER BY rowid DESC LIMIT 1 OFFSET ?), 0) THEN 1
    ELSE rank -- below 0, the best the lowest
END, r.rowid DESC
