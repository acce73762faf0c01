"""Which record of the public file a record of another program is."""

import re
import sqlite3
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from harvest.desk.decisions.model import parts, today
from harvest.desk.decisions.rows import record_key
from harvest.desk.decisions.store import former_numbers
from harvest.desk.exchange.entry import Entry
from harvest.export.references import INTEGRITY_NOTES

_TRIALS = "SELECT trial_id, coalesce(brief_title, ''), substr(first_posted, 1, 4) FROM trials"
_PAPERS = "SELECT article_id, coalesce(title, ''), year, pmid, doi FROM articles"
_WARNINGS = tuple(f"[{note}]" for note in INTEGRITY_NOTES.values())
_SHORTEST = 20
"""Letters of a title that tell a record from others."""


@dataclass
class Held:
    """The records of the public file, by their numbers and titles."""

    former: Mapping[str, str]
    titles: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    by_title: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def match(self, entry: Entry) -> str:
        """The key of an entry's record. Raises LookupError saying why there is none, or several.

        Our own identifier comes first, also of a record that is not here any more; then a PMID, a
        DOI, the number of a trial; then the title with its year.
        """
        if entry.own and (key := record_key(entry.own)):
            return today(key, self.former)
        for number in entry.numbers:
            if key := self.numbers.get(today(number, self.former)):
                return key
        for number in entry.doubtful:
            if (key := self.numbers.get(number)) and self._fits(entry.title, key):
                return key
        return self._by_title(entry)

    def _fits(self, title: str, key: str) -> bool:
        """Whether a title can be that of a record: digits alone may be anybody's."""
        one, other = _words(title), _words(self.titles[key])
        return not one or not other or 2 * len(one & other) >= min(len(one), len(other))

    def _by_title(self, entry: Entry) -> str:
        letters = _letters(entry.title)
        found = self.by_title.get(letters, []) if len(letters) >= _SHORTEST else []
        if same := [key for key, year in found if not entry.year or year == entry.year]:
            found = [(key, "") for key in same]
        elif entry.year:
            found = [(key, year) for key, year in found if _near(year, entry.year)]
        if not found:
            raise LookupError("no number and no title of it is in the database")
        if len(found) > 1:
            raise LookupError(f"may be {' or '.join(key for key, _ in found)}")
        return found[0][0]


def held(connection: sqlite3.Connection) -> Held:
    """The records of the public file, those that were removed too."""
    found = Held(former_numbers(connection))
    for trial_id, title, year in connection.execute(_TRIALS):
        _add(found, str(trial_id), title, year)
    for article_id, title, year, pmid, doi in connection.execute(_PAPERS):
        _add(found, str(article_id), title, year)
        for number in (pmid, f"doi:{doi.lower()}" if doi else None):
            if number:
                found.numbers.setdefault(str(number), str(article_id))
    return found


def _add(found: Held, key: str, title: str, year: object) -> None:
    found.titles[key] = title
    found.numbers[key] = key
    found.by_title.setdefault(_letters(title), []).append((key, str(year or "")))


def _letters(title: str) -> str:
    """The letters and digits of a title, whatever its capitals, accents and warnings."""
    for warning in _WARNINGS:
        title = title.removeprefix(warning)
    plain = unicodedata.normalize("NFKD", title).casefold()
    return "".join(each for each in plain if each.isalnum())


def _words(title: str) -> set[str]:
    return set(re.findall(r"\w{4,}", unicodedata.normalize("NFKD", title).casefold()))


def _near(one: str, other: str) -> bool:
    return one.isdecimal() and other.isdecimal() and abs(int(one) - int(other)) <= 1


def known(found: Held, key: str) -> bool:
    """Whether each record of a key is in the public file."""
    return all(part in found.titles for part in parts(key))
