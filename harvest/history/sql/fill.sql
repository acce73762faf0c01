-- Fills a work database with what the one attached as `held` knew when run :run had ended, at
-- :finished; what persons did since, up to :until, counts as well. Records follow from code.
CREATE TEMP TABLE standing AS           -- the version of each record that stood then
SELECT kind, id, version
FROM (
    SELECT
        kind, id, version,
        row_number() OVER (
            PARTITION BY kind, id ORDER BY run_id DESC, seen_at DESC, again DESC, version DESC
        ) AS place
    FROM (
        SELECT kind, id, version, run_id, seen_at, 0 AS again FROM held.versions
        UNION ALL
        SELECT kind, id, version, run_id, seen_at, 1 FROM held.stood_again
    )
    WHERE run_id <= :run
)
WHERE place = 1;
CREATE UNIQUE INDEX temp.standing_id ON standing(kind, id);
CREATE TEMP TABLE removals AS           -- the last word on whether a record's source still had it
SELECT kind, record_id AS id, max(id) AS last, event, substr(seen_at, 1, 10) AS day
FROM held.changes
WHERE event IN ('removed', 'came_back') AND field = 'id' AND origin = 'harvest' AND run_id <= :run
GROUP BY kind, record_id;

INSERT INTO runs SELECT * FROM held.runs WHERE run_id <= :run;
INSERT INTO run_queries SELECT * FROM held.run_queries WHERE run_id <= :run;
INSERT INTO aliases SELECT * FROM held.aliases WHERE first_seen <= :finished;
INSERT INTO imported_files SELECT * FROM held.imported_files WHERE run_id <= :run;
INSERT INTO imported_references
SELECT i.* FROM held.imported_references AS i JOIN imported_files AS f ON f.file_id = i.file_id;
INSERT INTO merged_references SELECT * FROM held.merged_references WHERE merged_at <= :finished;
INSERT INTO drift SELECT * FROM held.drift WHERE first_seen <= :finished;
INSERT INTO records (
    kind, id, source, version, content_digest, derived_digest, source_date, sha256, software,
    first_seen, last_fetched, removed_on
)
SELECT
    r.kind, r.id, coalesce(v.source, r.source), s.version, v.content_digest,
    CASE WHEN s.version = r.version THEN r.derived_digest ELSE '' END, v.source_date,
    CASE WHEN s.version = r.version THEN r.sha256 ELSE v.sha256 END,
    coalesce(json_extract(:made_from, '$."' || r.source || '"'), r.software), r.first_seen, min(r.last_fetched, :finished),
    CASE
        WHEN x.event = 'came_back' THEN NULL
        WHEN r.removed_on <= substr(:finished, 1, 10) THEN r.removed_on
        WHEN x.event = 'removed' THEN x.day
    END
FROM temp.standing AS s
JOIN held.records AS r ON r.kind = s.kind AND r.id = s.id
JOIN held.versions AS v ON v.kind = s.kind AND v.id = s.id AND v.version = s.version
LEFT JOIN temp.removals AS x ON x.kind = s.kind AND x.id = s.id;
INSERT INTO versions SELECT * FROM held.versions WHERE run_id <= :run;
INSERT INTO memberships (kind, record_id, search, source, first_seen, last_seen, left_on)
SELECT
    m.kind, m.record_id, m.search, m.source, m.first_seen,
    coalesce(
        (
            SELECT max(q.finished) FROM held.run_queries AS q
            WHERE q.run_id <= :run AND q.source = m.source AND q.search = m.search
                AND q.purpose = 'search' AND q.state = 'complete'
                AND (m.gone IS NULL OR q.finished < m.gone)
        ),
        m.first_seen
    ),
    m.gone
FROM (
    SELECT
        n.kind, n.record_id, n.search, n.source, n.first_seen,
        coalesce(
            (
                SELECT g.left_on FROM held.membership_gaps AS g
                WHERE g.kind = n.kind AND g.record_id = n.record_id AND g.search = n.search
                    AND g.source = n.source AND g.left_on <= :finished AND g.back_on > :finished
            ),
            CASE WHEN n.left_on <= :finished THEN n.left_on END
        ) AS gone
    FROM held.memberships AS n
    WHERE n.first_seen <= :finished
) AS m;
INSERT INTO upstream_changes
SELECT
    id, run_id, kind, field, records, held, examples,
    CASE WHEN released_on < :until THEN released_on END
FROM held.upstream_changes
WHERE run_id <= :run;
INSERT INTO changes SELECT * FROM held.changes WHERE run_id <= :run AND seen_at < :until;
INSERT INTO registry_versions SELECT * FROM held.registry_versions WHERE fetched_at < :until;

-- What was read, by the code of today, from records that stand as they did need not be read again;
-- links keep their age.
CREATE TEMP TABLE same AS
SELECT s.kind, s.id FROM temp.standing AS s
JOIN held.records AS r ON r.kind = s.kind AND r.id = s.id AND r.version = s.version
WHERE replace(r.software, 'unreadable: ', '') = json_extract(:made_from, '$."' || r.source || '"')
    -- What the registry computes of the day has been asked for since, on another day.
    AND NOT (
        r.derived_digest <> '' AND r.last_fetched > :finished
        AND r.source IN (SELECT value FROM json_each(:dated))
    );
CREATE UNIQUE INDEX temp.same_id ON same(kind, id);
INSERT INTO facets SELECT f.* FROM temp.same AS s JOIN held.facets AS f ON f.kind = s.kind AND f.id = s.id;
INSERT INTO outcome_times SELECT t.* FROM temp.same AS s JOIN held.outcome_times AS t ON s.kind = 'trial' AND t.trial_id = s.id;
INSERT INTO mentions SELECT f.* FROM temp.same AS s JOIN held.mentions AS f ON f.kind = s.kind AND f.id = s.id;
INSERT INTO relevance SELECT f.* FROM temp.same AS s JOIN held.relevance AS f ON f.kind = s.kind AND f.id = s.id;
INSERT INTO evidence_state
SELECT f.* FROM temp.same AS s JOIN held.evidence_state AS f ON f.kind = s.kind AND f.id = s.id;
INSERT INTO full_text_state
SELECT f.* FROM temp.same AS s JOIN held.full_text_state AS f ON s.kind = 'full_text' AND f.pmcid = s.id;
INSERT INTO full_text_facts
SELECT f.* FROM temp.same AS s JOIN held.full_text_facts AS f ON s.kind = 'full_text' AND f.pmcid = s.id;
INSERT INTO article_roles
SELECT f.* FROM temp.same AS s JOIN held.article_roles AS f ON s.kind = 'article' AND f.article_id = s.id;
INSERT INTO links (
    trial_id, article_id, rule, relation, basis, score, probable, proofs, evidence, first_seen, last_seen,
    withdrawn_on
)
SELECT
    l.trial_id, l.article_id, l.rule, l.relation, l.basis, l.score, l.probable, l.proofs, l.evidence,
    l.first_seen, min(l.last_seen, :finished),
    CASE WHEN l.withdrawn_on <= :finished THEN l.withdrawn_on END
FROM held.links AS l
JOIN temp.standing AS t ON t.kind = 'trial' AND t.id = l.trial_id
JOIN temp.standing AS a ON a.kind = 'article' AND a.id = l.article_id
WHERE l.first_seen <= :finished;
INSERT INTO same_study (
    trial_id, other_trial_id, rule, relation, score, evidence, verdict, first_seen, last_seen, withdrawn_on
)
SELECT
    l.trial_id, l.other_trial_id, l.rule, l.relation, l.score, l.evidence, l.verdict,
    l.first_seen, min(l.last_seen, :finished),
    CASE WHEN l.withdrawn_on <= :finished THEN l.withdrawn_on END
FROM held.same_study AS l
JOIN temp.standing AS t ON t.kind = 'trial' AND t.id = l.trial_id
JOIN temp.standing AS o ON o.kind = 'trial' AND o.id = l.other_trial_id
WHERE l.first_seen <= :finished;

-- What third parties said of a record then, with the bytes: it may have to be read anew.
INSERT INTO copies SELECT * FROM held.copies WHERE seen_at <= :finished;
INSERT INTO raw SELECT * FROM held.raw WHERE sha256 IN (SELECT sha256 FROM main.copies);
