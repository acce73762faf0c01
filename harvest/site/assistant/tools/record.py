"""One trial or paper, section by section: each fact with its field, and what is not stated."""

from collections.abc import Iterator

from harvest.errors import UsageError
from harvest.publish.schema import Table, read
from harvest.site.assistant.answers import Item, Listing, of_list, quoted
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool, record_of, rows, source

_PIECE = 3_000
_OWN = {"trial": "trials", "article": "articles"}
_BY = {"trial": "trial_id", "article": "article_id"}
_NO_SECTIONS = {"trial_articles", "related", "changes", "same_study", "study_articles"}
_SUMMARY = "summary"
_ALL = "all"


def _sections(kind: str) -> dict[str, Table]:
    """The published tables with rows of a record, by their names."""
    tables = {table.name: table for table in read()}
    return {
        name: table
        for name, table in tables.items()
        if name != _OWN[kind]
        and name not in _NO_SECTIONS
        and _BY[kind] in [column.name for column in table.columns]
    }


def _work(asked: Asked) -> Listing:
    kind, key = record_of(asked, asked["id"])
    sections = _sections(kind)
    wanted = asked["sections"] or (_SUMMARY,)
    for name in wanted:
        if name not in (_SUMMARY, _ALL) and name not in sections:
            raise UsageError(
                f"sections: {name!r} is unknown; choose from "
                f"{', '.join((_SUMMARY, _ALL, *sections))}"
            )
    if _ALL in wanted:
        wanted = (_SUMMARY, *sections)
    items = list(_facts(asked, kind, key)) if _SUMMARY in wanted else []
    counted = {name: _count(asked, name, kind, key) for name in sections}
    for name in wanted:
        if name in sections:
            items += _rows(asked, sections[name], kind, key)
    others = [
        f"{name} ({counted[name]})" for name in sections if name not in wanted and counted[name]
    ]
    empty = [name for name in sections if not counted[name]]
    left = [f"not returned here, but in the database (rows): {', '.join(others)}"] if others else []
    left += ["links, related, changes and studies have tools of their own"]
    about = {"record": source(asked, kind, key), "sections_the_record_does_not_have": empty}
    return of_list(items, left_out=tuple(left), about=about)


def _facts(asked: Asked, kind: str, key: str) -> Iterator[Item]:
    """The fields of a record, one an item; long texts in pieces; those that it does not state."""
    table = next(table for table in read() if table.name == _OWN[kind])
    statement = f"SELECT * FROM {table.name} WHERE {_BY[kind]} = :id"  # noqa: S608 (a table's name)
    (row,) = rows(asked.connection, statement, {"id": key})
    missing = []
    for column in table.columns:
        value = row.get(column.name)
        if value in (None, ""):
            missing.append(column.name)
            continue
        if not isinstance(value, str):
            yield {
                "section": _SUMMARY,
                "field": column.name,
                "means": column.description,
                "value": value,
            }
            continue
        pieces = range(0, len(value), _PIECE)
        for number, start in enumerate(pieces, 1):
            fact: Item = {"section": _SUMMARY, "field": column.name, "means": column.description}
            fact |= quoted(value[start : start + _PIECE]) or {}
            if len(pieces) > 1:
                fact["span"] = {"start": start, "end": min(len(value), start + _PIECE)}
                fact["piece"] = f"{number} of {len(pieces)}"
            yield fact
    yield {"section": _SUMMARY, "not_stated_in_the_record": missing}


def _rows(asked: Asked, table: Table, kind: str, key: str) -> Iterator[Item]:
    order = ", ".join(
        f'"{column.name}"' for column in table.columns if column.name in ("kind", "position", "id")
    )
    statement = f'SELECT * FROM "{table.name}" WHERE {_BY[kind]} = :id'  # noqa: S608 (a table's name)
    statement += f" ORDER BY {order}" if order else ""
    for row in rows(asked.connection, statement, {"id": key}):
        del row[_BY[kind]]
        yield {
            "section": table.name,
            **{
                name: quoted(value) if isinstance(value, str) else value
                for name, value in row.items()
                if value not in (None, "")
            },
        }


def _count(asked: Asked, table: str, kind: str, key: str) -> int:
    statement = f'SELECT count(*) AS n FROM "{table}" WHERE {_BY[kind]} = :id'  # noqa: S608 (as above)
    return int(rows(asked.connection, statement, {"id": key})[0]["n"])


TOOL = Tool(
    "record",
    "A trial or paper in full",
    "Every fact of one record, by any of its numbers, of registries or papers. Sections are "
    "the published tables with rows of it, as outcomes, locations, arms, facets, adverse_terms; "
    "`summary` is the record itself, `all` everything. What the record does not state is listed as "
    "such; what is not returned here is listed in left_out.",
    (
        Argument("id", "text", "A number of the record", required=True, longest=300),
        Argument("sections", "ids", "Sections wanted; summary where none is given"),
        *LIST,
    ),
    _work,
)
