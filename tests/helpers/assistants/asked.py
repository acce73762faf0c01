"""What is asked of every tool: each argument as its schema limits it, and what it is to do.

The limits are generated from the schemas that a client is told; the effects are written by hand, so
that an argument without one is seen.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.helpers.bases.rich_base import OLD, PAPER, PLAIN, RETRACTED, RICH

Item = dict[str, Any]
Check = Callable[[list[Item]], bool]
COMMON = ("limit", "cursor")
ASPIRIN, REMOVED, TWIN = "NCT90000004", "NCT90000006", "ISRCTN90000007"

USUAL: Mapping[str, Item] = {
    "search": {},
    "record": {"id": RICH, "sections": ["all"]},
    "links": {"id": RICH},
    "related": {"id": RICH},
    "studies": {},
    "changes": {},
    "queries": {},
    "run_query": {"query": "recruiting-trials"},
    "table": {"ids": [RICH, PLAIN]},
    "verify": {"text": f"{RICH} enrolled 121 patients. {PLAIN} is a phase 3 trial."},
    "cite": {"ids": [RICH, PLAIN, PAPER]},
    "sql": {"sql": "SELECT trial_id, enrollment FROM trials ORDER BY trial_id"},
}
"""What every tool answers with several items"""


def records(*wanted: str) -> Check:
    """Just these records, whatever the tool calls their number."""

    def check(items: list[Item]) -> bool:
        names = ("record", "record_id", "article_id", "other_id", "study_id", "trial", "query")
        return {next(each[n] for n in names if n in each) for each in items} == set(wanted)

    return check


def every(name: str, value: object) -> Check:
    """Some items, and all have a value."""
    return lambda items: bool(items) and all(each.get(name) == value for each in items)


def some(name: str, value: object) -> Check:
    """An item with a value is among them."""
    return lambda items: any(each.get(name) == value for each in items)


def none(items: list[Item]) -> bool:
    """No item."""
    return not items


def begins(text: str) -> Check:
    """References that begin so."""
    return lambda items: bool(items) and items[0]["reference"]["quoted"].startswith(text)


EFFECTS: Mapping[tuple[str, str], tuple[tuple[Item, Check], ...]] = {
    ("search", "text"): (({"text": "aspirin"}, records(ASPIRIN)), ({"text": OLD}, records(RICH))),
    ("search", "kind"): (({"kind": "paper", "text": "aspirin"}, records("90000005")),),
    ("search", "status"): (({"status": "WITHDRAWN"}, records("NCT90000003")),),
    ("search", "phase"): (
        ({"phase": "PHASE3"}, records("NCT90000003")),
        ({"phase": "PHASE2", "status": "NOT_YET_RECRUITING"}, records(PLAIN)),
    ),
    ("search", "country"): (({"country": "germany"}, records(ASPIRIN)), ({"country": "Ger"}, none)),
    ("search", "sponsor"): (({"sponsor": "another"}, records(PLAIN)),),
    ("search", "has_results"): (({"has_results": True}, records(RICH)),),
    ("search", "integrity"): (
        ({"kind": "paper", "integrity": "retracted"}, records(RETRACTED)),
        ({"kind": "paper", "integrity": "concern"}, records("90000004")),
    ),
    ("search", "year_from"): (
        ({"kind": "paper", "year_from": 2000, "text": "aspirin"}, none),
        ({"year_from": 2025}, none),
    ),
    ("search", "year_to"): (
        ({"kind": "paper", "year_to": 1999}, records("90000005")),
        ({"year_to": 2023}, none),
    ),
    ("search", "include_removed"): (
        ({"text": "taken away"}, none),
        ({"text": "taken away", "include_removed": True}, records(REMOVED)),
    ),
    ("record", "id"): (
        ({"id": OLD}, some("quoted", "RICH-1")),
        ({"id": "PMC9900001"}, some("value", 2025)),
    ),
    ("record", "sections"): (
        ({"id": RICH, "sections": ["outcomes"]}, every("section", "outcomes")),
        ({"id": RICH, "sections": "facets"}, every("section", "facets")),
    ),
    ("links", "id"): (({"id": PAPER}, every("trial_id", RICH)),),
    ("links", "relation"): (({"id": RICH, "relation": "protocol"}, records("90000002")),),
    ("links", "include_withdrawn"): (
        ({"id": PLAIN}, records("90000005")),
        ({"id": PLAIN, "include_withdrawn": True}, records("90000005", "90000002")),
    ),
    ("related", "id"): (({"id": PAPER}, records(PLAIN)),),
    ("related", "kind"): (({"id": RICH, "kind": "paper"}, records("90000005")),),
    ("studies", "id"): (
        ({"id": RICH}, some("trial_id", TWIN)),
        ({"id": RICH}, some("what", "disagreement")),
        ({"id": RICH}, some("what", "why one study")),
    ),
    ("studies", "several_registrations"): (({"several_registrations": True}, records(RICH)),),
    ("studies", "disagreeing"): (({"disagreeing": True}, records(RICH)),),
    ("changes", "since"): (({"since": "2026-11-25"}, none), ({"since": "2026"}, records(RICH))),
    ("changes", "until"): (({"until": "2026-11-23"}, none), ({"until": "2026"}, records(RICH))),
    ("changes", "ids"): (({"ids": [PLAIN]}, none), ({"ids": f"{OLD}, {PLAIN}"}, records(RICH))),
    ("changes", "kind"): (({"kind": "paper"}, none), ({"kind": "trial"}, every("kind", "trial"))),
    ("changes", "event"): (({"event": "status"}, every("event", "status")),),
    ("changes", "include_registry_history"): (
        ({"include_registry_history": True}, some("seen_in", "the registry's history")),
        ({}, every("seen_in", "own snapshots")),
    ),
    ("queries", "audience"): (
        ({"audience": "operator"}, some("query", "runs-and-counts")),
        ({"audience": "writer"}, lambda items: all("writer" in each["for"] for each in items)),
    ),
    ("run_query", "query"): (({"query": "countries"}, lambda items: "country" in columns(items)),),
    ("run_query", "parameters"): (
        ({"query": "recruiting-trials", "parameters": {"country": "Germany"}},
         lambda items: len(items) == 1 and items[0]["records"][0]["record"] == ASPIRIN),
    ),
    ("table", "ids"): (({"ids": PLAIN}, every("trial", PLAIN)),),
    ("table", "columns"): (({"ids": RICH, "columns": "enrollment"}, every("value", 120)),),
    ("verify", "text"): (({"text": f"{PLAIN} is a phase 3 trial."}, some("about", "phase")),),
    ("verify", "only_needing_attention"): (
        ({**USUAL["verify"], "only_needing_attention": True}, every("verdict", "contradicts")),
    ),
    ("cite", "ids"): (({"ids": [PAPER, PAPER]}, records(PAPER)),),
    ("cite", "format"): (
        ({"ids": [RICH], "format": "bibtex"}, begins("@")),
        ({"ids": [PAPER], "format": "nbib"}, begins("PMID-")),
        ({"ids": [PAPER], "format": ""}, begins("TY  - ")),
    ),
    ("sql", "sql"): (({"sql": "SELECT 7"}, every("row", [7])),),
}  # fmt: skip


def columns(items: list[Item]) -> set[str]:
    """The columns of the rows of a saved query."""
    return {name for each in items for name in each["values"]}


@dataclass(frozen=True, slots=True)
class Ask:
    """A call and what its answer is to be: as that to other arguments, an error, or no such one."""

    tool: str
    given: Item
    as_to: Item | None = None
    says: str = ""
    never: str = ""
    check: Check | None = None


WRONG: Mapping[str, tuple[object, ...]] = {
    "string": ({"a": 1}, ["x"], True, 1.5),
    "integer": ("many", 1.5, {"a": 1}, True, [1]),
    "boolean": ("perhaps", 5, [True], {}),
    "array": (5, {"a": 1}, True, [{"a": 1}], [True]),
    "object": ("x", 5, ["x"], {"a": {"b": 1}}),
}
"""What is none of each type of a schema"""


def asks(tool: str, schema: Mapping[str, Any]) -> Iterator[Ask]:
    """All that is asked of a tool."""
    usual = USUAL[tool]
    for name, told in schema["properties"].items():
        yield from _absent(tool, name, usual, required=name in schema["required"])
        for wrong in WRONG[told["type"]]:
            yield Ask(tool, usual | {name: wrong}, says=f"{name}: ")
        yield from _limits(tool, name, told, usual)
        for given, check in EFFECTS.get((tool, name), ()):
            yield Ask(tool, given, check=check)
    yield Ask(tool, usual | {"nonsense": 1}, says="nonsense: unknown argument")


def _absent(tool: str, name: str, usual: Item, *, required: bool) -> Iterator[Ask]:
    without = {other: value for other, value in usual.items() if other != name}
    for nothing in ("", " \t", None):
        given = without | {name: nothing}
        if required:
            yield Ask(tool, given, says=f"{name}: is missing")
        else:
            yield Ask(tool, given, as_to=without)


def _limits(tool: str, name: str, told: Mapping[str, Any], usual: Item) -> Iterator[Ask]:
    if "enum" in told:
        for choice in told["enum"]:
            yield Ask(tool, usual | {name: choice}, never="choose from")
        yield Ask(tool, usual | {name: "zzz"}, says="choose from")
    elif "maxLength" in told:
        most = told["maxLength"]
        yield Ask(tool, usual | {name: "𝔸" * most}, never="is longer than")
        yield Ask(tool, usual | {name: "a 1" * most}, says=f"{name}: is longer than {most:,}")
    if told["type"] == "integer":
        for at, beyond in ((told["minimum"], -1), (told["maximum"], 1)):
            yield Ask(tool, usual | {name: at}, never="must be from")
            yield Ask(tool, usual | {name: at + beyond}, says=f"{name}: must be from")
    if told["type"] == "array":
        many = [f"x{number}" for number in range(told["maxItems"])]
        yield Ask(tool, usual | {name: many}, never="has more than")
        yield Ask(tool, usual | {name: [*many, "y"]}, says=f"{name}: has more than")
