"""Trials ticked in lists to be compared: the choice stands in the address, without a script."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from harvest.identifiers import trials_in

FIELD = "compare"
MOST = 60
"""Trials in one comparison."""


def numbers(text: str) -> tuple[str, ...]:
    """The numbers of trials in a text, each once, whatever stands between them."""
    return tuple(dict.fromkeys(found.id for found in trials_in(text)))


def ticked(values: Iterable[str]) -> tuple[str, ...]:
    """The trials that the fields of an address have ticked, as many as can be compared."""
    return numbers(" ".join(values)[:4000])[:MOST]


def comparison(ids: Iterable[str]) -> str:
    """The page that compares them."""
    unique = ",".join(dict.fromkeys(ids))
    return f"/compare?ids={quote(unique, safe=',')}" if unique else "/compare"


@dataclass(frozen=True, slots=True)
class Tray:
    """What is ticked, on a page with boxes for the trials ``shown``.

    ``fields`` are the other fields of the page's address.
    """

    ids: tuple[str, ...]
    path: str
    fields: tuple[tuple[str, str], ...]
    shown: frozenset[str]

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """Those that the page has no box for."""
        return tuple(each for each in self.ids if each not in self.shown)

    @property
    def is_full(self) -> bool:
        """Whether no more can be compared."""
        return len(self.ids) >= MOST

    def without(self, trial_id: str) -> str:
        """The page with one of them less."""
        left = ",".join(each for each in self.ids if each != trial_id)
        fields = [*self.fields, *([(FIELD, left)] if left else [])]
        return self.path + (f"?{urlencode(fields, safe=',')}" if fields else "")

    @property
    def comparison(self) -> str:
        """The page that compares them."""
        return comparison(self.ids)


def tray(
    ids: tuple[str, ...], path: str, fields: Iterable[tuple[str, str]], shown: Iterable[str]
) -> Tray:
    """The tray of a page."""
    kept = tuple((name, value) for name, value in fields if name != FIELD and value)
    return Tray(ids, path, kept, frozenset(shown))
