"""Vocabularies, CSV files with a code and its label a row, and registries' own words for codes."""

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from harvest.legible import legible

_MARKS = re.compile(r"\s*([-/,:;|+()])\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row; ``place`` is its own in the reading order, ``more`` its other columns by name."""

    code: str
    label: str
    place: int
    more: Mapping[str, str]


def entries(path: Path, *columns: str) -> list[Entry]:
    """The rows of a vocabulary that must have these columns beside ``code`` and ``label``.

    A column ``order`` gives the place of a row, else it is that in the file.

    Raises ValueError naming the file, the line and what is wrong with it.
    """
    # Spreadsheets put a mark before the first column.
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(_read(path.name, file.read(), columns))


@lru_cache(maxsize=128)  # every publication asks for all of them
def _read(name: str, text: str, columns: tuple[str, ...]) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if missing := [column for column in ("code", "label", *columns) if column not in header]:
            raise ValueError(f"needs the columns {', '.join(missing)}")
        for cells in filter(None, reader):
            entry = _entry(header, cells, len(found) + 1)
            if entry.code in found:
                raise ValueError(f"the code {entry.code!r} occurs twice")
            found[entry.code] = entry
    except (ValueError, csv.Error) as error:
        raise ValueError(f"{name}, line {max(reader.line_num, 1)}: {error}") from error
    return tuple(found.values())


def _entry(header: list[str], cells: list[str], number: int) -> Entry:
    if len(cells) != len(header):
        raise ValueError(f"has {len(cells)} cells, the header {len(header)}")
    row = dict(zip(header, cells, strict=True))
    code, label, order = row.pop("code"), row.pop("label"), row.pop("order", "")
    if not code or not label:
        raise ValueError("needs a code and a label")
    if order and not order.isdecimal():
        raise ValueError(f"order: is not a whole number: {order}")
    return Entry(code, label, int(order or number), row)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A registry's own words: by vocabulary, the code that each of them means."""

    codes: Mapping[str, Mapping[str, str]]

    def code(self, vocabulary: str, word: str | None) -> str | None:
        """The code of a whole word or phrase, however it is set; None if unknown.

        Case, blanks and the kind of dashes make no difference. Never of a part: "recruiting"
        stands in "not recruiting".
        """
        return self.codes.get(vocabulary, {}).get(_plain(word or ""))


def own_words(path: Path) -> OwnWords:
    """A source's ``words.toml``: a table for each vocabulary, ``"its word" = "OUR_CODE"``.

    Raises ValueError naming the file and what is wrong with it.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: is not TOML: {error}") from error
    codes: dict[str, dict[str, str]] = {}
    for vocabulary, words in tables.items():
        if not isinstance(words, dict) or not all(isinstance(code, str) for code in words.values()):
            raise ValueError(f"{path}: {vocabulary}: is not a table of words and codes")
        known: dict[str, str] = {}
        codes[vocabulary] = known
        for word, code in words.items():
            if known.setdefault(_plain(word), code) != code:
                raise ValueError(f"{path}: {vocabulary}: {word!r} has two codes")
    return OwnWords(codes)


def _plain(word: str) -> str:
    """A word as it is compared: small letters, one kind of dash, no blanks around marks."""
    text = _MARKS.sub(r"\1", legible(word).text.casefold())
    return " ".join(text.split()).rstrip(".,;:")
