SELECT
    r.other_kind, r.other_id, r.score, r.reasons, coalesce(t.brief_title, a.title, a.vernacular_title) AS title,
    t.status, t.status_label, t.phase_label, a.year, a.journal_abbrev, a.integrity,
    a.integrity_label
FROM related AS r
LEFT JOIN trials AS t ON r.other_kind = 'trial' AND t.trial_id = r.other_id
LEFT JOIN articles AS a ON r.other_kind = 'article' AND a.article_id = r.other_id
WHERE r.kind = :kind AND r.id = :id
    -- another registration of the same study has a part of its own
    AND NOT (
        r.kind = 'trial' AND r.other_kind = 'trial'
        AND t.study_id = (SELECT study_id FROM trials WHERE trial_id = :id)
    )
ORDER BY r.other_kind DESC, r.rank
