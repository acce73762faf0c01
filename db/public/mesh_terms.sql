-- MeSH descriptors in use, with their definitions.
CREATE TABLE mesh_terms (
    ui TEXT PRIMARY KEY NOT NULL, -- number of the descriptor
    name TEXT NOT NULL, -- name
    scope_note TEXT, -- definition by the National Library of Medicine; empty = not fetched yet
    tree_numbers TEXT, -- places in the tree, joined by "|"
    n_trials INTEGER NOT NULL, -- number of trials with this term, without broader terms and without removed trials
    n_articles INTEGER NOT NULL, -- number of papers with this term, without removed papers
    withdrawn INTEGER, -- 1 if MeSH has withdrawn the heading, else empty: history of indexing, not offered any more
    withdrawn_seen TEXT -- day on which it was first seen withdrawn
) STRICT;
CREATE INDEX mesh_terms_name ON mesh_terms(name);

-- A descriptor in use that is not fetched yet has the name seen in a record.
INSERT INTO mesh_terms (ui, name, scope_note, tree_numbers, n_trials, n_articles, withdrawn, withdrawn_seen)
WITH used AS (
    SELECT ui, min(name) AS name
    FROM (
        SELECT ui, term AS name FROM work.trial_mesh
        UNION ALL
        SELECT ui, name FROM work.article_mesh
    )
    GROUP BY ui
), named AS (
    SELECT ui, name, scope_note, tree_numbers, withdrawn FROM work.mesh_terms
    UNION ALL
    SELECT ui, coalesce(name, ui), NULL, NULL, NULL
    FROM used
    WHERE ui NOT IN (SELECT ui FROM work.mesh_terms)
)
SELECT
    ui, name, scope_note, tree_numbers,
    (
        SELECT count(DISTINCT x.trial_id)
        FROM work.trial_mesh AS x
        JOIN work.records AS r ON r.kind = 'trial' AND r.id = x.trial_id
        WHERE x.ui = named.ui AND x.ancestor = 0 AND r.removed_on IS NULL
    ),
    (
        SELECT count(DISTINCT x.article_id)
        FROM work.article_mesh AS x
        JOIN work.records AS r ON r.kind = 'article' AND r.id = x.article_id
        WHERE x.ui = named.ui AND r.removed_on IS NULL
    ),
    withdrawn,
    CASE withdrawn
        WHEN 1 THEN (
            SELECT substr(max(seen_at), 1, 10) FROM work.versions
            WHERE kind = 'descriptor' AND id = named.ui
        )
    END
FROM named
ORDER BY ui;
