"""What Datasette is told of the public file, made from ``db/public`` and ``db/queries``."""

from typing import Any

from harvest.publish import schema
from harvest.queries import Query, load

_FACETS = {
    "trials": ["status_label", "phase_label", "study_type_label", "start_year"],
    "articles": ["year", "integrity_label", "language_label"],
    "locations": ["country", "status_label"],
    "interventions": ["type_label"],
    "trial_articles": ["relation", "rule"],
    "memberships": ["search", "source"],
    "versions": ["kind"],
}
_SORT = {
    "trials": {"sort_desc": "last_updated"},
    "articles": {"sort_desc": "year"},
    "mesh_terms": {"sort_desc": "n_articles"},
    "runs": {"sort_desc": "run_id"},
}
_LABELS = {"trials": "brief_title", "articles": "title", "mesh_terms": "name", "runs": "started"}


def metadata(title: str, database: str = "evidence") -> dict[str, Any]:
    """Titles, descriptions of tables and columns, facets, and the saved queries."""
    return {
        "title": title,
        "databases": {
            database: {
                "description": f"{title}: the tables, to filter, join and download.",
                "tables": {
                    table.name: _table(table) for table in schema.read() if not table.virtual
                },
                "queries": {query.slug: _canned(query) for query in load()},
            }
        },
    }


def _table(table: schema.Table) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": table.description,
        "columns": {column.name: column.description for column in table.columns},
        **_SORT.get(table.name, {}),
    }
    if table.name in _FACETS:
        described["facets"] = _FACETS[table.name]
    if table.name in _LABELS:
        described["label_column"] = _LABELS[table.name]
    return described


def _canned(query: Query) -> dict[str, Any]:
    return {
        "title": query.title,
        "description": query.description,
        "sql": query.standalone_sql,
        "params": [param.name for param in query.params],
    }
