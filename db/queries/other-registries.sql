-- title: Numbers in other registries
-- for: writer
-- description: The trials' numbers in other registries and lists (ISRCTN, EudraCT, ChiCTR, grants …), and
--   former NCT numbers, for removing duplicates.
-- param: kind, Kind of number, choice, , SELECT DISTINCT coalesce(type, kind), coalesce(type_label, replace(kind, '_', ' ')) FROM trial_ids ORDER BY 2

SELECT
    i.id AS number, i.trial_id, coalesce(i.type_label, replace(i.kind, '_', ' ')) AS kind, i.domain,
    t.brief_title AS title, t.lead_sponsor AS sponsor, i.link
FROM trial_ids AS i
JOIN trials AS t ON t.trial_id = i.trial_id
WHERE t.removed_on IS NULL AND (:kind = '' OR coalesce(i.type, i.kind) = :kind)
ORDER BY kind, number
