"""What the address of a list asks for, and the addresses that lead on from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol
from urllib.parse import urlencode

from harvest.site.lists.facets import Kind, facets
from harvest.site.lists.tray import FIELD, ticked

CARDS, ROWS = 25, 100
"""Records on a page, as cards and as a table."""

_MOST_VALUES = 30


class Args(Protocol):
    """The fields of a query string, as Datasette's request has them."""

    def get(self, name: str, default: str = "") -> str | None:
        """The first value of a field."""

    def getlist(self, name: str) -> list[str]:
        """Every value of a field."""


@dataclass(frozen=True, slots=True)
class Sort:
    """One order of a list; ``sql`` over the record ``r``."""

    name: str
    label: str
    sql: str


BEST = Sort("best", "Best match", "rank")
NEAREST = Sort("topic", "Most relevant to the topic", "r.relevance DESC, r.rowid")
SORTS: Mapping[Kind, tuple[Sort, ...]] = {
    "trials": (
        Sort("updated", "Last updated", "r.last_updated DESC, r.trial_id DESC"),
        Sort("registered", "Newest registered", "r.first_posted DESC, r.trial_id DESC"),
        Sort("started", "Latest start", "r.start_date DESC, r.trial_id DESC"),
        Sort("ending", "Latest primary completion", "r.primary_completion_latest DESC, r.trial_id"),
        Sort("size", "Most participants", "r.enrollment DESC, r.trial_id DESC"),
    ),
    "articles": (
        Sort("newest", "Newest", "r.year DESC, r.published DESC, r.rowid DESC"),
        Sort("oldest", "Oldest", "r.year, r.published, r.rowid"),
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One state of a list.

    ``chosen`` holds the values of each facet: any of them, of each facet. Without ``everything`` a
    list leaves out what only touches the topic; ``removed`` shows what its registry removed.
    """

    kind: Kind
    words: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = ""
    page: int = 1
    view: Literal["cards", "table"] = "cards"
    everything: bool = False
    removed: bool = False
    show: Literal["studies", "registrations"] = "studies"
    """Each study once, by its first registration in the order of the list; or each registration"""
    most: int | None = None
    """Records on a page, where not as many as usual."""
    compare: tuple[str, ...] = ()
    """Trials ticked to be compared, whether the list has them or not"""

    @property
    def size(self) -> int:
        """Records on a page."""
        return self.most or (CARDS if self.view == "cards" else ROWS)

    @property
    def is_narrowed(self) -> bool:
        """Whether words or facets leave records out."""
        return bool(self.words or self.chosen)

    @property
    def filters(self) -> "Asked":
        """What decides which records are in it, whatever the order and the page."""
        return replace(self, sort="", page=1, view="cards", most=None, compare=())

    @property
    def all(self) -> "Asked":
        """The whole list of that kind, with what is ticked."""
        return Asked(self.kind, compare=self.compare)

    def values(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return dict(self.chosen).get(facet, ())

    def toggled(self, facet: str, value: str) -> "Asked":
        """With a value chosen that is not, or left out that is; on the first page."""
        values = self.values(facet)
        kept = tuple(v for v in values if v != value) if value in values else (*values, value)
        return self.with_values(facet, kept)

    def with_values(self, facet: str, values: tuple[str, ...]) -> "Asked":
        """With other values of one facet; on the first page."""
        others = dict(self.chosen) | {facet: values}
        return replace(self, chosen=tuple((f, v) for f, v in others.items() if v), page=1)

    def changed(self, **changes: object) -> "Asked":
        """With other words, sort, page, view … ; on the first page unless that is given."""
        return replace(self, **{"page": 1} | changes)  # type: ignore[arg-type] # names are of fields

    def fields(self) -> list[tuple[str, str]]:
        """The fields of its address as (name, value), without empty ones and defaults."""
        found = [("q", self.words)] if self.words else []
        found += [(facet, value) for facet, values in self.chosen for value in values]
        found += [
            (name, value)
            for name, value, usual in (
                ("sort", self.sort, ""),
                ("view", self.view, "cards"),
                ("page", str(self.page), "1"),
                ("all", "1" if self.everything else "", ""),
                ("removed", "1" if self.removed else "", ""),
                (FIELD, ",".join(self.compare), ""),
                ("show", self.show if self.kind == "trials" else "studies", "studies"),
            )
            if value != usual
        ]
        return found

    def address(self, ending: str = "") -> str:
        """Its address; with an ``ending`` such as ``.ris`` that of the download of it whole."""
        asked = replace(self, page=1, view="cards", compare=()) if ending else self
        fields = urlencode(asked.fields(), safe=",")
        return f"/{self.kind}{ending}" + (f"?{fields}" if fields else "")


def read(kind: Kind, args: Args) -> Asked:
    """What a query string asks for; what it says that no list knows is left out."""
    chosen = []
    for facet in facets(kind):
        values = (value.replace("\x00", "").strip() for value in args.getlist(facet.name))
        if kept := tuple(dict.fromkeys(value for value in values if value))[:_MOST_VALUES]:
            chosen.append((facet.name, kept))
    sorts = {sort.name for sort in (*SORTS[kind], BEST, NEAREST)}
    sort = args.get("sort") or ""
    page = args.get("page") or ""
    return Asked(
        kind=kind,
        words=(args.get("q") or "").replace("\x00", " ").strip()[:500],
        chosen=tuple(chosen),
        sort=sort if sort in sorts else "",
        page=int(page) if page.isdecimal() and 0 < len(page) < 6 and int(page) else 1,
        view="table" if args.get("view") == "table" else "cards",
        everything=args.get("all") == "1",
        removed=args.get("removed") == "1",
        show="registrations" if args.get("show") == "registrations" else "studies",
        compare=ticked(args.getlist(FIELD)) if kind == "trials" else (),
    )
