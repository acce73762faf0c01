"""The studies of one state, searchable: evaluates Essie expressions over them."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from harvest.standin.corpora.corpus import Study, decoded, line
from harvest.standin.corpora.essie import (
    And,
    Area,
    Covered,
    Distance,
    EssieError,
    Everything,
    Missing,
    Node,
    Not,
    Or,
    Range,
    SameItem,
    Words,
    areas,
)
from harvest.standin.corpora.fulltext import Texts, singular
from harvest.standin.corpora.pieces import SEARCH_AREAS, Piece, Value, enums, pieces, values

Column = list[tuple[Value, ...]]

_DAYS = {
    "year": 365.25,
    "month": 30.44,
    "week": 7.0,
    "day": 1.0,
    "hour": 1 / 24,
    "minute": 1 / 1440,
}


class StudyIndex:
    """Search over the studies of one state; what a search needs is built when it is first asked."""

    def __init__(self, studies: Mapping[str, bytes]) -> None:
        self.ids = list(studies)
        self._studies = studies
        self._number = {nct_id: number for number, nct_id in enumerate(self.ids)}
        self._texts: dict[str, Texts] = {}
        self._columns: dict[str, Column] = {}

    def search(self, node: Node, default: str) -> set[int]:
        """Numbers of the studies that match; ``default`` is the area of bare terms."""
        self._prepare(node, default)
        return self._matches(node, default)

    def numbers(self, nct_ids: Iterable[str]) -> set[int]:
        """Numbers of those of these studies that there are."""
        return {self._number[nct_id] for nct_id in nct_ids if nct_id in self._number}

    def column(self, name: str) -> Column:
        """The values of a piece, one tuple a study."""
        if name not in self._columns:
            self._build(set(), {name})
        return self._columns[name]

    def _prepare(self, node: Node, default: str) -> None:
        """Build all that an expression needs in one pass over the studies."""
        texts: set[str] = set()
        columns: set[str] = set()
        for name, leaf in areas(node, default):
            if name not in SEARCH_AREAS and name not in pieces():
                raise EssieError(f"Unknown area name: `{name}`")
            if name in SEARCH_AREAS or (isinstance(leaf, Words) and _is_text(pieces()[name])):
                texts.add(name)
            else:
                columns.add(name)
        self._build(texts - self._texts.keys(), columns - self._columns.keys())

    def _build(self, areas_wanted: set[str], columns_wanted: set[str]) -> None:
        if not areas_wanted and not columns_wanted:
            return
        fields = {
            area: [pieces()[name].steps for name in SEARCH_AREAS.get(area, (area,))]
            for area in areas_wanted
        }
        texts = {area: Texts(singular) for area in areas_wanted}
        columns: dict[str, Column] = {name: [] for name in columns_wanted}
        for body in self._studies.values():
            study: Study = decoded(body)
            for area, steps in fields.items():
                texts[area].add([str(v) for step in steps for v in values(study, step)])
            for name, column in columns.items():
                piece = pieces()[name]
                column.append(_column_values(study, piece))
        self._texts |= texts
        self._columns |= columns

    def _matches(self, node: Node, area: str) -> set[int]:
        everything = range(len(self.ids))
        match node:
            case Or(parts):
                return set().union(*(self._matches(part, area) for part in parts))
            case And(parts):
                return set(everything).intersection(*(self._matches(p, area) for p in parts))
            case Not(inner):
                return set(everything) - self._matches(inner, area)
            case Area(name, inner, size):
                return self._of_size(name, inner) if size else self._matches(inner, name)
            case SameItem(name, inner):
                return self._same_item(name, inner, area)
            case Covered(coverage, inner):
                return self._covered(coverage, inner, area)
            case Everything():
                return set(everything)
            case Words():
                return self._words(node, area)
            case _:
                return self._by_value(node, area)

    def _words(self, node: Words, area: str) -> set[int]:
        if area in SEARCH_AREAS or _is_text(pieces()[area]):
            texts = self._texts[area]
            wanted = texts.fold(node.text)
            return texts.phrase(wanted) if node.phrase else texts.all_of(wanted)
        piece = pieces()[area]
        wanted_value = node.text.strip()
        if piece.kind == "enum":
            allowed = enums()[piece.enum]
            code = wanted_value.upper().replace(" ", "_")
            if code not in allowed:
                listed = ", ".join(f"`{value}`" for value in allowed)
                raise EssieError(f"Allowed values for enum field `{piece.path}` are {listed}")
            wanted_value = code
        if piece.kind == "boolean":
            wanted_value = wanted_value.lower()
        begins = piece.kind == "date"
        return {
            number
            for number, held in enumerate(self._columns[area])
            if any(
                _text(value).startswith(wanted_value) if begins else _text(value) == wanted_value
                for value in held
            )
        }

    def _by_value(self, node: Range | Distance | Missing, area: str) -> set[int]:
        if area in SEARCH_AREAS:
            raise EssieError(f"Search area `{area}` does not support this operator")
        column = self._columns[area]
        if isinstance(node, Missing):
            return {number for number, held in enumerate(column) if not held}
        if isinstance(node, Distance):
            return {
                number
                for number, held in enumerate(column)
                if any(_kilometres(str(v), node) <= node.kilometres for v in held)
            }
        kind = pieces()[area].kind
        low = None if node.low is None else _comparable(node.low, kind, last=False)
        high = None if node.high is None else _comparable(node.high, kind, last=True)
        return {
            number
            for number, held in enumerate(column)
            if any(_between(_comparable(value, kind, last=False), low, high) for value in held)
        }

    def _of_size(self, name: str, inner: Node) -> set[int]:
        wanted = inner.text.strip() if isinstance(inner, Words) else ""
        column = self.column(name)
        return {number for number, held in enumerate(column) if str(len(held)) == wanted}

    def _covered(self, coverage: str, inner: Node, area: str) -> set[int]:
        found = self._matches(inner, area)
        if not isinstance(inner, Words) or area in SEARCH_AREAS or coverage == "Contains":
            return found
        wanted = inner.text.lower()
        form = {"FullMatch": "{}", "StartsWith": "{}.*", "EndsWith": ".*{}"}[coverage]
        whole = re.compile(form.format(re.escape(wanted)), re.DOTALL)
        column = self.column(area)
        return {n for n in found if any(whole.fullmatch(str(v).lower()) for v in column[n])}

    def _same_item(self, name: str, inner: Node, area: str) -> set[int]:
        """Search the items of a list as if each were a study of its own."""
        if name not in pieces():
            raise EssieError(f"Unknown area name: `{name}`")
        steps = pieces()[name].steps
        candidates = self._matches(inner, area)
        items: dict[str, bytes] = {}
        owner: list[int] = []
        for number in sorted(candidates):
            for item in _items(decoded(self._studies[self.ids[number]]), steps):
                items[str(len(items))] = line(_nested(steps, item))
                owner.append(number)
        return {owner[n] for n in StudyIndex(items).search(inner, area)}


def _is_text(piece: Piece) -> bool:
    return piece.kind == "text"


def _column_values(study: Study, piece: Piece) -> tuple[Value, ...]:
    if piece.name.endswith("GeoPoint"):
        return tuple(f"{point['lat']},{point['lon']}" for point in _items(study, piece.steps))
    if piece.kind == "struct":
        return tuple("present" for _ in _items(study, piece.steps))
    return tuple(values(study, piece.steps))


def _items(node: Any, steps: Sequence[str]) -> list[Study]:
    """The structures at a path; lists are walked through."""
    if isinstance(node, list):
        return [found for item in node for found in _items(item, steps)]
    if not isinstance(node, dict):
        return []
    if not steps:
        return [node]
    return _items(node.get(steps[0]), steps[1:])


def _nested(steps: Sequence[str], item: Study) -> Study:
    nested: Any = [item]
    for step in reversed(steps):
        nested = {step: nested}
    study: Study = nested
    return study


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _comparable(value: Value, kind: str, *, last: bool) -> float | str:
    """A value in a form that orders: dates as whole days, numbers as numbers, times in days."""
    text = str(value)
    if kind == "number":
        return _number(text)
    if kind == "time":
        read = re.fullmatch(r"(\d+)\s*(year|month|week|day|hour|minute)s?", text.strip().lower())
        return float(read[1]) * _DAYS[read[2]] if read else math.nan
    if kind == "date":
        return text[:10] + ("-12-31" if last else "-01-01")[len(text[:10]) - 4 :]
    return text


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _between(value: float | str, low: float | str | None, high: float | str | None) -> bool:
    if isinstance(value, str):
        return (low is None or value >= str(low)) and (high is None or value <= str(high))
    above = low is None or (isinstance(low, float) and value >= low)
    return above and (high is None or (isinstance(high, float) and value <= high))


def _kilometres(point: str, around: Distance) -> float:
    latitude, longitude = (math.radians(float(part)) for part in point.split(","))
    home, east = math.radians(around.latitude), math.radians(around.longitude)
    half = (
        math.sin((latitude - home) / 2) ** 2
        + math.cos(latitude) * math.cos(home) * math.sin((longitude - east) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))
