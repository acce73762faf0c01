"""What changed, field by field, newest first."""

from typing import Any

from harvest import dates
from harvest.errors import UsageError
from harvest.identifiers import page
from harvest.site.assistant.answers import Item, Listing, quoted
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool, origins, record_of, rows, sql

_COLUMNS = (
    "id, kind, record_id, event, event_label, field, old, new, note, days, happened_on, seen_at, "
    "origin, (SELECT max(v.version) FROM versions AS v WHERE v.kind = changes.kind "
    "AND v.record_id = changes.record_id AND v.run_id <= changes.run_id) AS version"
)


def _work(asked: Asked) -> Listing:
    clauses, bound = [sql("changes_own")], dict[str, Any]()
    for name, clause in (
        ("since", "seen_at >= :since"),
        ("until", "substr(seen_at, 1, 10) <= :until"),
    ):
        if asked[name]:
            date = dates.parse(asked[name])
            assert date is not None
            bound[name] = str(date.earliest if name == "since" else date.latest)
            clauses.append(clause)
    if asked["since"] and asked["until"] and bound["since"] > bound["until"]:
        raise UsageError("until: is before since; exchange them")
    if asked["ids"]:
        keys = [record_of(asked, number)[1] for number in asked["ids"]]
        marks = ", ".join(f":id{n}" for n in range(len(keys)))
        bound |= {f"id{n}": key for n, key in enumerate(keys)}
        clauses.append(f"record_id IN ({marks})")
    if asked["kind"]:
        clauses.append("kind = :kind")
        bound["kind"] = "article" if asked["kind"] == "paper" else "trial"
    if asked["event"]:
        clauses.append("event = :event")
        bound["event"] = asked["event"]
        _check_event(asked)
    if not asked["include_registry_history"]:
        clauses.append("origin = 'harvest'")
    where = " AND ".join(clauses)
    counted = f"SELECT count(*) AS n FROM changes WHERE {where}"  # noqa: S608 (clauses of this file)
    total = int(rows(asked.connection, counted, bound)[0]["n"])

    def items(start: int, most: int) -> list[Item]:
        statement = (
            f"SELECT {_COLUMNS} FROM changes WHERE {where} "  # noqa: S608 (as above)
            "ORDER BY id DESC LIMIT :most OFFSET :start"
        )
        found = rows(asked.connection, statement, bound | {"most": most, "start": start})
        held = origins(asked, [row["record_id"] for row in found])
        return [_item(asked, row, held.get(row["record_id"])) for row in found]

    about = {
        "since_is": "the day on which this database saw the change",
        "version_is": "the version of the record with which it was seen",
    }
    help_ = ("an earlier since finds more", "leave out event, kind or ids")
    return Listing(total, items, about=about, help=help_)


def _check_event(asked: Asked) -> None:
    known = [row["event"] for row in asked.rows("events")]
    if asked["event"] not in known:
        raise UsageError(
            f"event: {asked['event']!r} is not in the database; there are {', '.join(known)}"
        )


def _item(asked: Asked, row: Item, origin: Item | None) -> Item:
    for name in ("old", "new", "note"):
        row[name] = quoted(row[name], 600)
    row["page"] = asked.url(page(row["kind"], row["record_id"]))
    own = row.pop("origin") == "harvest"
    row["seen_in"] = "own snapshots" if own else "the registry's history"
    row["source"] = origin["source"] if origin else "not in the database any more"
    if row["version"] is None and origin:
        row["version"] = origin["version"]
    return {name: value for name, value in row.items() if value is not None}


TOOL = Tool(
    "changes",
    "What changed",
    "Changes of trials and papers, newest first: status, dates, enrolment, outcomes, sites, "
    "results posted, papers linked or retracted; each with the old and the new value.",
    (
        Argument("since", "date", "First day on which the change was seen"),
        Argument("until", "date", "Last day"),
        Argument("ids", "ids", "Only these records, as a watch list"),
        Argument("kind", "text", "Only trials or papers", ("trial", "paper")),
        Argument("event", "text", "Only this kind of change, as status or retracted", longest=60),
        Argument(
            "include_registry_history", "flag", "Also changes from the registry's own history"
        ),
        *LIST,
    ),
    _work,
)
