"""What differs between two states of one record, item by item and without noise.

Items of a list are matched by what they are (an outcome by its measure, a site by its place), never
by their position. White space, list marks, kinds of quotes and dashes, and parts that the registry
derives do not count as differences.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from harvest.records import Record
from harvest.rows import ROWS, Kind

Row = tuple[object, ...]


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
    ``filled`` those that may also be empty in one of the two.
    """

    identity: tuple[str, ...]
    similar: str | None = None
    within: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    ignored: frozenset[str] = frozenset()


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
    "trial_events": _List(("kind", "type", "date")),
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
_SIMILAR = 0.6  # share of equal text above which a reworded item is still the same one
_LONG_TEXT = frozenset({"result_sections"})  # that machine text changed is said, not how
_COMPARED = 500  # characters of a text that decide whether two items are the same
_NAME_LENGTH = 300  # characters that name an item

_LIST_MARK = re.compile(r"^\s*(?:[*•·▪◦-]|[0-9]{1,2}[.)])\s+", re.MULTILINE)
_SPACE = re.compile(r"\s+")
_SAME_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-"})


def diff(old: Record, new: Record) -> list[FieldChange]:
    """Every difference between two states of a record, its own fields first, in a fixed order."""
    changes: list[FieldChange] = []
    own, *_ = ROWS[new.kind]
    changes += _scalars(own, new.kind, _one(old, own), _one(new, own))
    for table, how in _LISTS.items():
        if table in ROWS[new.kind]:
            matcher = _Matcher(table, how, columns_of(new.kind, table))
            changes += matcher.changes(old.tables.get(table, ()), new.tables.get(table, ()))
    return changes


def canonical(value: object) -> str:
    """A value as it is compared: text without layout, marks and typographic variants."""
    if value is None:
        return ""
    text = unicodedata.normalize("NFKC", str(value)).translate(_SAME_SIGNS)
    return _SPACE.sub(" ", _LIST_MARK.sub("", text)).strip()


def _one(record: Record, table: str) -> Row | None:
    rows = record.tables.get(table, ())
    return rows[0] if rows else None


def _scalars(table: str, kind: Kind, old: Row | None, new: Row | None) -> list[FieldChange]:
    if old is None or new is None:
        return []
    return [
        FieldChange(table, column, None, _shown(before), _shown(after))
        for column, before, after in zip(columns_of(kind, table), old, new, strict=True)
        if column not in _DERIVED and canonical(before) != canonical(after)
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

    def changes(self, old: Sequence[Row], new: Sequence[Row]) -> list[FieldChange]:
        before, after = self._by_identity(old), self._by_identity(new)
        pairs = [(before.pop(key), after.pop(key)) for key in list(before) if key in after]
        pairs += self._reworded(before, after)
        changes = [change for one, other in pairs for change in self._edits(one, other)]
        gone = [self._name(row) for row in before.values()]
        come = [self._name(row) for row in after.values()]
        changes += [FieldChange(self.table, "removed", name, name, None) for name in gone]
        changes += [FieldChange(self.table, "added", name, None, name) for name in come]
        return changes

    def _value(self, row: Row, column: str) -> object:
        return row[self.columns.index(column)]

    def _by_identity(self, rows: Sequence[Row]) -> dict[tuple[str, ...], Row]:
        """Rows by identity; the second of two equal items gets a number of its own."""
        found: dict[tuple[str, ...], Row] = {}
        for row in rows:
            key = tuple(canonical(self._value(row, c)).casefold() for c in self.how.identity)
            times = 0
            while (numbered := (*key, str(times))) in found:
                times += 1
            found[numbered] = row
        return found

    def _reworded(
        self, before: dict[tuple[str, ...], Row], after: dict[tuple[str, ...], Row]
    ) -> list[tuple[Row, Row]]:
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
            if column in _DERIVED or column in self.how.ignored:
                continue
            if canonical(before) != canonical(after):
                whole = self.table in _LONG_TEXT
                old, new = (None, None) if whole else (_shown(before), _shown(after))
                changes.append(FieldChange(self.table, column, name, old, new))
        return changes

    def _name(self, row: Row) -> str:
        parts = (canonical(self._value(row, column)) for column in self.how.identity)
        return ", ".join(part for part in parts if part)[:_NAME_LENGTH]


def _likeness(old: str, new: str) -> float:
    """0 to 1; the words are compared first, since most pairs share hardly any."""
    old_words, new_words = set(old.split()), set(new.split())
    shared = 2 * len(old_words & new_words)
    if not shared or shared < _SIMILAR / 2 * (len(old_words) + len(new_words)):
        return 0.0
    return SequenceMatcher(None, old, new, autojunk=False).ratio()
