"""Fields and their codes in words, for a reader who sees no table beside them."""

import re
from collections.abc import Callable
from functools import cache

from harvest.paths import DB
from harvest.vocabularies import entries

Label = Callable[[str, str], str | None]
"""A code of a vocabulary in words; None where the vocabulary does not hold it."""

_LABEL = re.compile(r"label\('(\w+)', (?:\w+\.)?(\w+)\)")
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
}


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
    found: dict[str, str] = {}
    for path in sorted((DB / "public").glob("*.sql")):
        for vocabulary, column in _LABEL.findall(path.read_text("utf-8")):
            found[column if path.stem in _RECORDS else f"{path.stem}.{column}"] = vocabulary
    return found


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
    if text in _YES and field.partition("_")[0] in ("has", "is", "results", "healthy", "delayed"):
        return _YES[text]
    return text


def item(field: str | None, text: str | None, label: Label = listed) -> str:
    """What names an item of a child table, as "BIOLOGICAL, Cells", with its type in words."""
    code, comma, rest = (text or "").partition(", ")
    vocabulary = vocabularies().get(f"{(field or '').partition('.')[0]}.type")
    known = vocabulary and label(vocabulary, code)
    return f"{known}{comma}{rest}" if known else text or ""
