SELECT
    r.other_kind, r.other_id, r.rank, r.score, r.reasons,
    coalesce(t.brief_title, a.title) AS title, coalesce(t.version, a.version) AS version,
    coalesce(t.registry_label, iif(a.pmid IS NULL, 'import', 'PubMed')) AS source, t.status, a.year, a.integrity_label AS integrity
FROM related AS r
LEFT JOIN trials AS t ON r.other_kind = 'trial' AND t.trial_id = r.other_id
LEFT JOIN articles AS a ON r.other_kind = 'article' AND a.article_id = r.other_id
WHERE r.kind = :kind AND r.id = :id AND (:other IS NULL OR r.other_kind = :other)
ORDER BY r.other_kind DESC, r.rank
