"""Fields and their codes in words, for a reader who sees no table beside them."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from harvest.paths import DB
from harvest.vocabularies import entries

Label = Callable[[str, str], str | None]
"""A code of a vocabulary in words; None where the vocabulary does not hold it."""

_LABEL = re.compile(r"label\('(\w+)', (?:\w+\.)?(\w+)\)")
_FLAG = re.compile(r"^ +(\w+) INTEGER\b.* -- 1 if ", re.MULTILINE)
_YES = {"1": "yes", "0": "no"}
_RECORDS = ("trials", "articles")
_PLACE = re.compile(r"\[(\d+)\]")
_COLUMNS = {
    "trial_id": "trial number",
    "article_id": "paper number",
    "url": "address",
    "enrollment": "enrolment",
    "enrollment_type": "enrolment type",
    "ipd_sharing": "sharing of individual data",
    "has_dmc": "data monitoring committee",
    "is_fda_regulated_drug": "drug regulated by the FDA",
    "is_fda_regulated_device": "device regulated by the FDA",
    "is_unapproved_device": "device not approved or cleared yet",
    "is_us_export": "exported from the US",
    "is_ppsd": "paediatric postmarket surveillance of a device",
    "fdaaa801_violation": "violation of the posting duty, found by the FDA",
    "std_ages": "age groups",
}


@lru_cache(4096)
def field(name: str | None) -> str:
    """A field in words: ``arms[1].description`` as "arm 2, description"."""
    words = []
    for part in (name or "").split("."):
        number = _PLACE.search(part)
        text = _PLACE.sub("", part)
        if text in _COLUMNS:
            text = _COLUMNS[text]
        elif number is not None:
            text = f"{text.rstrip('s')} {int(number[1]) + 1}"
        words.append(text.replace("_", " "))
    return ", ".join(words)


@cache
def vocabularies() -> dict[str, str]:
    """Field, or ``table.field`` of a child → the vocabulary of its codes, as published."""
    return {
        _named(table, column): vocabulary
        for table, sql in _published()
        for vocabulary, column in _LABEL.findall(sql)
    }


@cache
def _flags() -> frozenset[str]:
    """The fields, named likewise, that are 1 or 0 for yes or no."""
    return frozenset(
        _named(table, column) for table, sql in _published() for column in _FLAG.findall(sql)
    )


def _published() -> Iterator[tuple[str, str]]:
    """Each published table and its definition, which says what its columns hold."""
    for path in sorted((DB / "public").glob("*.sql")):
        yield path.stem, path.read_text("utf-8")


def _named(table: str, column: str) -> str:
    return column if table in _RECORDS else f"{table}.{column}"


@cache
def _labels(vocabulary: str) -> dict[str, str]:
    path = DB / "vocabularies" / f"{vocabulary}.csv"
    return {entry.code: entry.label for entry in entries(path)} if path.is_file() else {}


def listed(vocabulary: str, code: str) -> str | None:
    """The words that the program's own vocabularies have for a code."""
    return _labels(vocabulary).get(code)


def value(field: str | None, text: str | None, label: Label = listed) -> str:
    """The value of a field with its codes in words; what is no code stays as it is."""
    if text is None or field is None:
        return text or ""
    if field.endswith((".added", ".removed")):
        return item(field, text, label)
    vocabulary = vocabularies().get(field)
    if vocabulary is not None:
        whole = label(vocabulary, text)
        return whole or ", ".join(
            label(vocabulary, code) or code.replace("_", " ") for code in text.split("|")
        )
    if field.endswith("_type") and text in ("ACTUAL", "ESTIMATED"):
        return text.lower()
    return _YES.get(text, text) if field in _flags() else text


def item(field: str | None, text: str | None, label: Label = listed) -> str:
    """What names an item of a child table, as "BIOLOGICAL, Cells", with its type in words."""
    code, comma, rest = (text or "").partition(", ")
    vocabulary = vocabularies().get(f"{(field or '').partition('.')[0]}.type")
    known = vocabulary and label(vocabulary, code)
    return f"{known}{comma}{rest}" if known else text or ""
