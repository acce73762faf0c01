"""What the readers of one study share: its number, its notes, and how its texts are made fit."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from harvest import dates
from harvest.sources.clinicaltrials.reading.decode import Notes
from harvest.text import all_clean, clean, flatten, without_markup

MaybeText = Callable[[str | None], str | None]

_JSON_ESCAPE = re.compile(rb"\\[utrbf]")  # all but those of quotes, backslashes and line feeds


@dataclass(frozen=True, slots=True)
class Sheet:
    """The study that is being read.

    ``plain`` reads a plain text, ``markup`` one in markdown, ``common`` a short one that comes
    again and again in other studies; each gives None if nothing is left.
    """

    nct_id: str
    notes: Notes
    plain: MaybeText
    markup: MaybeText
    common: MaybeText

    def date(self, text: str | None, path: str) -> str | None:
        """The date as given, if the calendar has it; else None and a note."""
        if text is None or dates.parse(text) is not None:
            return text
        if text:
            self.notes.add(f"{path}: no date", text)
        return None


def open_sheet(nct_id: str, body: bytes, notes: Notes) -> Sheet:
    """A sheet for the study in ``body``: most hold nothing to clean, which is seen at one look."""
    if _JSON_ESCAPE.search(body) is None and all_clean(body):
        return Sheet(nct_id, notes, _stripped, _stripped_markup, _stripped)
    return Sheet(nct_id, notes, _plain, _markup, _common)


def joined(texts: Sequence[str]) -> str | None:
    """A list as one text, None if it is empty."""
    return "|".join(texts) if texts else None


def flag(value: bool | None) -> int | None:
    """A boolean as SQLite keeps it."""
    return None if value is None else int(value)


def _plain(text: str | None) -> str | None:
    return (clean(text) or None) if text else None


def _markup(text: str | None) -> str | None:
    return (flatten(text) or None) if text else None


_common = lru_cache(maxsize=1 << 15)(_plain)


def _stripped(text: str | None) -> str | None:
    return (text.strip() or None) if text else None


def _stripped_markup(text: str | None) -> str | None:
    return (without_markup(text) or None) if text else None
