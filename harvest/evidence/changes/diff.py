"""What differs between two states of one record, item by item and without noise.

Items of a list are matched by what they are (an outcome by its measure, a site by its place), never
by their position. White space, list marks, escapes, kinds of quotes and dashes, the order of lists,
and parts that the registry derives do not count as differences.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from harvest.records import Record
from harvest.rows import ROWS, Kind

Row = tuple[object, ...]
_Key = tuple[str, ...]
"""What an item is, and its number among those that are the same."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One difference; ``item`` says which of a list. ``old`` None: added, ``new`` None: removed."""

    table: str
    field: str
    item: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class _List:
    """How the items of a table are told apart.

    ``identity`` names the columns that say which item it is; ``similar`` a text column by which an
    item that was reworded is still recognised; ``within`` columns that must be equal all the same;
    ``filled`` those that may also be empty in one of the two. Items with one of the values
    ``derived`` in the first column of the identity are the registry's own conclusions.
    """

    identity: tuple[str, ...]
    similar: str | None = None
    within: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    ignored: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()


_LISTS: Mapping[str, _List] = {
    "conditions": _List(("name",)),
    "trial_keywords": _List(("keyword",)),
    "arms": _List(("label",), similar="label", ignored=frozenset({"intervention_names"})),
    "interventions": _List(("type", "name"), similar="name"),
    "outcomes": _List(("kind", "measure"), similar="measure", within=("kind",)),
    "locations": _List(
        ("facility", "city", "country"), ignored=frozenset({"latitude", "longitude"})
    ),
    "sponsors": _List(("role", "name")),
    "officials": _List(("name",)),
    "trial_ids": _List(("kind", "id")),
    "trial_references": _List(("pmid", "citation"), similar="citation", filled=("pmid",)),
    "see_also": _List(("kind", "url")),
    "trial_documents": _List(("filename",)),
    "trial_events": _List(
        ("kind", "type", "date"), derived=frozenset({"submission", "comments_posted"})
    ),
    "result_sections": _List(("section",)),
    "abstract_sections": _List(("language", "label", "text"), similar="text", within=("language",)),
    "authors": _List(("role", "last_name", "fore_name", "collective_name")),
    "article_types": _List(("name",)),
    "keywords": _List(("keyword",)),
    "article_mesh": _List(("ui",)),
    "databanks": _List(("databank", "accession")),
    "corrections": _List(("ref_type", "other_pmid", "source"), ignored=frozenset({"note"})),
    "grants": _List(("grant_id", "agency")),
}
"""Tables left out say nothing of their own: they are derived, or repeat what another one says."""

_DERIVED = frozenset(
    {
        "url",
        "abstract",  # its sections are compared
        "lead_sponsor_class",
        "reference_count",
        "estimated_results_first_submitted",
        "position",
    }
)
_SETS = frozenset(
    {
        *("phase", "who_masked", "std_ages", "ipd_info_types", "other_names"),
        *("qualifiers", "language", "citation_subset"),
    }
)
"""Columns that hold several values, whose order says nothing."""

_SIMILAR = 0.6  # share of equal text above which a reworded item is still the same one
_LONG_TEXT = frozenset({"result_sections"})  # that machine text changed is said, not how
_MOST_PAIRS = 2_500  # of items of one name that are compared, each with each
_COMPARED = 500  # characters of a text that decide whether two items are the same
_NAME_LENGTH = 300  # characters that name an item

_LIST_MARK = re.compile(r"^\s*(?:[*•·▪◦-]|[0-9]{1,2}[.)])\s+", re.MULTILINE)
_SPACE = re.compile(r"\s+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # markdown's, in fields where the reader keeps them
_SAME_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-"})


def diff(old: Record, new: Record) -> list[FieldChange]:
    """Every difference between two states of a record, its own fields first, in a fixed order."""
    changes: list[FieldChange] = []
    own, *_ = ROWS[new.kind]
    worked_out = old.computed & new.computed
    scalars = _scalars(own, new.kind, _one(old, own), _one(new, own))
    changes += [each for each in scalars if each.field not in worked_out]
    for table, how in _LISTS.items():
        if table in ROWS[new.kind]:
            matcher = _Matcher(table, how, columns_of(new.kind, table))
            changes += matcher.changes(old.tables.get(table, ()), new.tables.get(table, ()))
    return changes


def canonical(value: object) -> str:
    """A value as it is compared: text without layout, marks, escapes and typographic variants."""
    if value is None:
        return ""
    text = unicodedata.normalize("NFKC", str(value)).translate(_SAME_SIGNS)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return _SPACE.sub(" ", _LIST_MARK.sub("", text)).strip()


def _set(value: object) -> str:
    """Several values in one column, as they are compared."""
    return "|".join(sorted(map(canonical, str(value or "").split("|"))))


def _settled(value: object) -> str:
    """JSON as it is compared, whatever the order of its keys and lists."""

    def settled(part: object) -> object:
        if isinstance(part, dict):
            return {key: settled(inner) for key, inner in part.items()}
        if isinstance(part, list):
            return sorted(map(settled, part), key=lambda inner: json.dumps(inner, sort_keys=True))
        return canonical(part) if isinstance(part, str) else part

    return json.dumps(settled(json.loads(str(value))), sort_keys=True) if value else ""


def _comparer(column: str) -> Callable[[object], str]:
    if column == "json":
        return _settled
    return _set if column in _SETS else canonical


def _differs(column: str, before: object, after: object) -> bool:
    if before == after:
        return False
    compared = _comparer(column)
    return compared(before) != compared(after)


def _one(record: Record, table: str) -> Row | None:
    rows = record.tables.get(table, ())
    return rows[0] if rows else None


def _scalars(table: str, kind: Kind, old: Row | None, new: Row | None) -> list[FieldChange]:
    if old is None or new is None:
        return []
    return [
        FieldChange(table, column, None, _shown(before), _shown(after))
        for column, before, after in zip(columns_of(kind, table), old, new, strict=True)
        if column not in _DERIVED and _differs(column, before, after)
    ]


def columns_of(kind: Kind, table: str) -> tuple[str, ...]:
    """The column names of a record table, in their order."""
    return tuple(ROWS[kind][table].__annotations__)


def _shown(value: object) -> str | None:
    return None if value is None else str(value)


@dataclass(frozen=True, slots=True)
class _Matcher:
    """Finds which item of a new list is which of the old one, and what changed inside it."""

    table: str
    how: _List
    columns: tuple[str, ...]

    def changes(self, old: Iterable[Row], new: Iterable[Row]) -> list[FieldChange]:
        pairs, before, after = self._same(old, new)
        pairs += self._reworded(before, after)
        changes = [change for one, other in pairs for change in self._edits(one, other)]
        gone = [self._name(row) for row in before.values()]
        come = [self._name(row) for row in after.values()]
        changes += [FieldChange(self.table, "removed", name, name, None) for name in gone]
        changes += [FieldChange(self.table, "added", name, None, name) for name in come]
        return changes

    def _value(self, row: Row, column: str) -> object:
        return row[self.columns.index(column)]

    def _same(
        self, old: Iterable[Row], new: Iterable[Row]
    ) -> tuple[list[tuple[Row, Row]], dict[_Key, Row], dict[_Key, Row]]:
        """Pairs of the same identity, and what is left of both.

        Several items may share one, such as an outcome measured at three times: there those that
        say the same belong together, and then those that agree in most.
        """
        before, after = self._by_identity(old), self._by_identity(new)
        pairs: list[tuple[Row, Row]] = []
        for key, ones in before.items():
            others = after.get(key, [])
            if len(ones) > 1 or len(others) > 1:
                pairs += self._most_alike(ones, others)
            elif others:
                pairs.append((ones.pop(), others.pop()))
        return pairs, _numbered(before), _numbered(after)

    def _by_identity(self, rows: Iterable[Row]) -> dict[_Key, list[Row]]:
        found: dict[_Key, list[Row]] = defaultdict(list)
        for row in rows:
            if self._value(row, self.how.identity[0]) in self.how.derived:
                continue
            key = tuple(canonical(self._value(row, c)).casefold() for c in self.how.identity)
            found[key].append(row)
        return found

    def _most_alike(self, ones: list[Row], others: list[Row]) -> list[tuple[Row, Row]]:
        """Pairs that differ, the fewest edits first; they and equal rows leave both lists."""
        self._drop_equal(ones, others)
        many = len(ones) * len(others) > _MOST_PAIRS  # then by their place
        scored = sorted(
            (0 if many else len(self._edits(one, other)), abs(n - m), n, m)
            for n, one in enumerate(ones)
            for m, other in enumerate(others)
        )
        paired: dict[int, int] = {}
        taken: set[int] = set()
        for *_, n, m in scored:
            if n not in paired and m not in taken:
                paired[n] = m
                taken.add(m)
        pairs = [(ones[n], others[m]) for n, m in sorted(paired.items())]
        ones[:] = [row for n, row in enumerate(ones) if n not in paired]
        others[:] = [row for m, row in enumerate(others) if m not in taken]
        return pairs

    def _drop_equal(self, ones: list[Row], others: list[Row]) -> None:
        """Take out of both lists the rows that say the same, one for one."""
        by_content: dict[Row, list[Row]] = defaultdict(list)
        for row in others:
            by_content[self._content(row)].append(row)
        left = []
        for row in ones:
            if same := by_content[self._content(row)]:
                same.pop()
            else:
                left.append(row)
        ones[:] = left
        others[:] = [row for rows in by_content.values() for row in rows]

    def _content(self, row: Row) -> Row:
        """What of a row is compared."""
        return tuple(
            _comparer(column)(value)
            for column, value in zip(self.columns[1:], row[1:], strict=True)
            if self._compared(column)
        )

    def _compared(self, column: str) -> bool:
        return column not in _DERIVED and column not in self.how.ignored

    def _reworded(self, before: dict[_Key, Row], after: dict[_Key, Row]) -> list[tuple[Row, Row]]:
        """Pairs among the rest whose texts are alike, the most alike first; taken out of both."""
        if self.how.similar is None or not before or not after:
            return []
        old_texts = {key: self._text(row) for key, row in before.items()}
        new_texts = {key: self._text(row) for key, row in after.items()}
        scored = sorted(
            (-_likeness(old_texts[old_key], new_texts[new_key]), old_key, new_key)
            for old_key, one in before.items()
            for new_key, other in after.items()
            if self._may_pair(one, other)
        )
        pairs = []
        for distance, old_key, new_key in scored:
            if -distance >= _SIMILAR and old_key in before and new_key in after:
                pairs.append((before.pop(old_key), after.pop(new_key)))
        return pairs

    def _may_pair(self, one: Row, other: Row) -> bool:
        """Whether rows whose texts are alike may be the same item."""
        within, filled = self.how.within, self.how.filled
        return all(self._value(one, c) == self._value(other, c) for c in within) and all(
            self._value(one, c) == self._value(other, c)
            or None in (self._value(one, c), self._value(other, c))
            for c in filled
        )

    def _text(self, row: Row) -> str:
        return canonical(self._value(row, self.how.similar or "")).casefold()[:_COMPARED]

    def _edits(self, one: Row, other: Row) -> list[FieldChange]:
        name = self._name(one)
        changes = []
        for column, before, after in zip(self.columns[1:], one[1:], other[1:], strict=True):
            if self._compared(column) and _differs(column, before, after):
                whole = self.table in _LONG_TEXT
                old, new = (None, None) if whole else (_shown(before), _shown(after))
                changes.append(FieldChange(self.table, column, name, old, new))
        return changes

    def _name(self, row: Row) -> str:
        parts = (canonical(self._value(row, column)) for column in self.how.identity)
        return ", ".join(part for part in parts if part)[:_NAME_LENGTH]


def _numbered(groups: Mapping[_Key, Sequence[Row]]) -> dict[_Key, Row]:
    return {(*key, str(n)): row for key, rows in groups.items() for n, row in enumerate(rows)}


def _likeness(old: str, new: str) -> float:
    """0 to 1; the words are compared first, since most pairs share hardly any."""
    old_words, new_words = set(old.split()), set(new.split())
    shared = 2 * len(old_words & new_words)
    if not shared or shared < _SIMILAR / 2 * (len(old_words) + len(new_words)):
        return 0.0
    return SequenceMatcher(None, old, new, autojunk=False).ratio()
