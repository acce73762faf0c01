-- title: Sponsors compared
-- for: investigator
-- home: investigator 5
-- description: Number of trials of each lead sponsor, by status and phase, and how many have results. Spellings of one
--   name count as one sponsor, and one that belongs to another is counted under it.
-- param: kind, Kind of sponsor, choice, , SELECT lead_sponsor_class, max(lead_sponsor_class_label) FROM trials WHERE lead_sponsor_class IS NOT NULL GROUP BY 1 ORDER BY 2
-- param: least, Minimum number of trials, integer, 1,
-- picture: bars sponsor trials

SELECT
    n.rolled_up AS sponsor, max(t.lead_sponsor_class_label) AS kind, count(*) AS trials,
    count(*) FILTER (
        WHERE t.status IN ('RECRUITING', 'NOT_YET_RECRUITING', 'ENROLLING_BY_INVITATION')
    ) AS recruiting_or_soon,
    count(*) FILTER (WHERE t.status = 'ACTIVE_NOT_RECRUITING') AS under_way,
    count(*) FILTER (WHERE t.status = 'COMPLETED') AS completed,
    count(*) FILTER (
        WHERE t.status IN ('TERMINATED', 'WITHDRAWN', 'SUSPENDED')
    ) AS stopped,
    count(*) FILTER (WHERE t.status = 'UNKNOWN') AS unknown,
    count(*) FILTER (WHERE t.phase LIKE '%PHASE3%' OR t.phase = 'PHASE4') AS phase_3_or_4,
    sum(t.has_results) AS with_results, sum(CASE WHEN t.enrollment_flag IS NULL THEN t.enrollment END) AS participants,
    group_concat(DISTINCT t.lead_sponsor) AS names
FROM trials AS t
JOIN sponsor_names AS n ON n.name = t.lead_sponsor
WHERE t.removed_on IS NULL
    AND t.lead_sponsor IS NOT NULL
    AND (:kind = '' OR t.lead_sponsor_class = :kind)
GROUP BY n.rolled_up
HAVING count(*) >= :least
ORDER BY trials DESC, sponsor
