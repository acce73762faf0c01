-- How near each record is to the topic: as it was read, and for a paper also by its trials.
-- One definition, for the rows of papers and for their reasons.
CREATE VIEW nearness AS
SELECT
    kind,
    id,
    CASE WHEN trial_id IS NULL THEN score ELSE 0.5 END AS score,
    CASE
        WHEN trial_id IS NULL THEN reasons
        ELSE json_insert(reasons, '$[#]', 'it belongs to ' || trial_id || ', a trial on topic')
    END AS reasons
FROM (
    SELECT
        r.*,
        CASE
            WHEN r.kind = 'article' AND r.score < 0.5 THEN (
                SELECT min(l.trial_id)
                FROM links AS l
                JOIN relevance AS n ON n.kind = 'trial' AND n.id = l.trial_id AND n.score >= 0.5
                WHERE l.article_id = r.id
                    AND l.relation IN ('results', 'protocol', 'derived')
                    AND l.withdrawn_on IS NULL
            )
        END AS trial_id
    FROM relevance AS r
);
