"""A record as the register writes it: ``A.3 Full title of the trial (es): …``, field by field.

A value runs over lines, and a line of it may begin as a label does ("E.3 is not met"): a label is
what has both the code and the beginning of the words that the form has for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from harvest.errors import RecordError
from harvest.records import Drift
from harvest.text import clean, line
from harvest.vocabularies import own_words
from harvest.vocabularies.countries import code_of

WORDS = own_words(Path(__file__).with_name("words.toml"))
OUTSIDE = "Outside-EU/EEA"
"""What stands for the country of a trial that has no site in the EU."""
_PLACE_OUTSIDE = "3rd"

_SECTIONS = (
    r"Protocol Information|Sponsor Information|Applicant Identification|IMP Identification"
    r"|Information on Placebo|General Information on the Trial|Population of Trial Subjects"
    r"|Investigator Networks to be involved in the Trial|End of Trial"
    r"|Review by the Competent Authority or Ethics Committee in the country concerned"
)
_GLUED = re.compile(rf"(?<=\S)[ \t]+(?=[A-P]\. (?:{_SECTIONS})[ \t]*$)", re.MULTILINE)
_HEADING = re.compile(rf"[A-P]\. (?:{_SECTIONS})\s*|MedDRA Classification\s*")
_CODED = re.compile(r"([A-P](?:\.[0-9]+)+)(?: (?:and|to) [A-P](?:\.[0-9]+)+)? (?=\S)(.*)")
_PLAIN = re.compile(r"([NP])\. (.*)")
_COUNTED = re.compile(r"(Sponsor|D\.IMP):? ([0-9]+)")
_LANGUAGE = re.compile(r"\s*\(([a-z]{2})\)\s*$")
_NUMBER = re.compile(r"20[0-9]{2}-[0-9]{6}-[0-9]{2}")
_LINK = re.compile(r"/trial/(20[0-9]{2}-[0-9]{6}-[0-9]{2})/(\w+)")
_BEFORE = "Summary"
_EXAMPLE = 200


class Field(NamedTuple):
    """A field: its code and words on the form, the language ("" for English), what it says.

    ``lines`` are the field as written; a heading has no code.
    """

    code: str
    label: str
    language: str
    value: str
    lines: tuple[str, ...]


def fields(text: str) -> list[Field]:
    """Every field of a record in order, headings among them: together all of its lines."""
    found: list[Field] = []
    for written in _GLUED.sub("\n", text).splitlines():
        last = found[-1] if found else None
        opened = _opened(written, _at(found))
        if opened is not None:
            found.append(opened)
        elif last is None:
            found.append(Field("", "", "", "", (written,)))
        else:
            value = f"{last.value}\n{written}" if last.code else ""
            found[-1] = last._replace(value=value, lines=(*last.lines, written))
    return found


def _at(found: list[Field]) -> str:
    """The code of the last field; "Summary" before the first section."""
    for each in reversed(found):
        if each.code or each.label:
            return each.code or each.label
    return _BEFORE


def _opened(written: str, after: str) -> Field | None:
    """The field or heading that a line begins; None for a line of a value."""
    plain = " ".join(written.split())
    if _HEADING.fullmatch(plain):
        return Field("", plain[:1], "", "", (written,))
    if counted := _COUNTED.fullmatch(plain):
        return Field(counted[1], "", "", counted[2], (written,))
    if matched := _PLAIN.fullmatch(plain):
        return _labelled(matched[1], matched[2], written) if _known(*matched.groups()) else None
    if matched := _CODED.fullmatch(plain):
        code, rest = matched.groups()
        if _known(code, rest) or (":" in rest and _is_new(code, after)):
            return _labelled(code, rest, written)
        return None
    if after == _BEFORE and ":" in plain:
        return _labelled(_BEFORE, plain, written)
    return None


def _labelled(code: str, rest: str, written: str) -> Field:
    mark = ":" if ":" in rest else "?"
    label, _, _ = rest.partition(mark)
    language = _LANGUAGE.search(label)
    # The value as written: blanks in it are the registry's.
    _, _, value = written.partition(mark)
    name = label[: language.start()] if language else label
    return Field(code, name.strip(), language[1] if language else "", value.strip(), (written,))


def _known(code: str, rest: str) -> bool:
    """Whether the form has a field of that code that is called so."""
    begins = WORDS.code("labels", code)
    return begins is not None and rest.lower().startswith(tuple(begins.split("|")))


def _is_new(code: str, after: str) -> bool:
    """Whether a field that the form did not have so far may come next with that code."""
    if WORDS.code("labels", code) is not None or code[0] != after[:1]:
        return False
    return _places(after) < _places(code)


def _places(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split(".")[1:] if part.isdecimal())


@dataclass(slots=True)
class Protocol:
    """One country's record: its fields, and what was found odd in it."""

    number: str
    country: str
    """The code of the country, or ``Outside-EU/EEA``"""
    fields: list[Field]
    drift: list[Drift] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Its key, see ``key_of``."""
        return key_of(self.number, self.country)

    @property
    def country_name(self) -> str | None:
        """What the record calls its country: what stands before the name of the authority."""
        told = self.line("A.1") or self.line("Summary", "national competent authority") or ""
        return told.partition(" - ")[0].strip() or None

    def all(self, code: str, label: str = "") -> list[Field]:
        """The fields of a code, and of words that begin so, that say something."""
        return [
            each
            for each in self.fields
            if each.code == code and each.label.lower().startswith(label) and said(each.value)
        ]

    def text(self, code: str, label: str = "") -> str | None:
        """What a field says, in English where it does so; None where it says nothing."""
        found = sorted(self.all(code, label), key=lambda each: each.language != "")
        return said(found[0].value) if found else None

    def line(self, code: str, label: str = "") -> str | None:
        """The same on one line."""
        found = self.text(code, label)
        return line(found) if found else None

    def is_so(self, code: str, label: str = "") -> bool | None:
        """Whether a field says yes; None where it says neither yes nor no."""
        word = self.line(code, label)
        answer = WORDS.code("yes_no", word)
        if word and answer is None:
            self.note(code, word)
        return None if not answer else answer == "YES"

    def note(self, path: str, example: str) -> None:
        """Something that the program does not know yet."""
        self.drift.append(Drift(path, line(example, _EXAMPLE)))


def key_of(number: str, country: str) -> str:
    """The number that the WHO network has for a country's record."""
    return f"EUCTR{number}-{country}"


def country_at(place: str) -> str:
    """The country of a record by the last part of its address at the register."""
    return OUTSIDE if place.lower() == _PLACE_OUTSIDE else place.upper()


def place_of(country: str) -> str:
    """The last part of the address of a country's record at the register."""
    return _PLACE_OUTSIDE if country == OUTSIDE else country


def opened(text: str) -> Protocol:
    """The record of a text. Raises RecordError where there is none, or where it was cut off."""
    found = fields(text)
    number, country = identity(found)
    protocol = Protocol(number, country, found)
    protocol.drift += _unknown(found)
    return protocol


def identity(found: list[Field]) -> tuple[str, str]:
    """The EudraCT number and the country of a record. Raises RecordError where it has none."""
    told = [each for each in found if each.code == _BEFORE or each.code in ("A.1", "A.2")]
    by_name = {(each.code, each.label.lower()): each.value for each in reversed(told)}
    link = _LINK.search(by_name.get((_BEFORE, "link"), ""))
    named = [value for (code, label), value in by_name.items() if label == "eudract number"]
    numbers = {each.strip() for each in named} | ({link[1]} if link else set())
    if len(numbers) != 1 or not _NUMBER.fullmatch(number := next(iter(numbers))):
        raise RecordError("", "EudraCT number: none, or two that differ")
    if not any(each.code.startswith("F.4") for each in found):
        raise RecordError("", "is cut off: section F is not whole")
    listed_as = country_at(link[2]) if link else None
    outside = "outside" in by_name.get((_BEFORE, "clinical trial type"), "").lower()
    if outside or listed_as == OUTSIDE:
        return number, OUTSIDE
    if not any(each.code == "P" for each in found):
        raise RecordError("", "is cut off: has no section P")
    if listed_as:
        return number, listed_as
    authority = by_name.get(("A.1", "member state concerned")) or by_name.get(
        (_BEFORE, "national competent authority"), ""
    )
    code = code_of(authority.partition(" - ")[0].strip())
    if code is None:
        raise RecordError("", "country: none, or of an unknown name")
    return number, code


def _unknown(found: list[Field]) -> Iterator[Drift]:
    for each in found:
        if _CODED.fullmatch(f"{each.code} {each.label}") and not _known(each.code, each.label):
            yield Drift(f"{each.code} {each.label}", line(each.value, _EXAMPLE))


def said(value: str) -> str | None:
    """What a value says, cleaned; None where it says nothing or that nothing is known."""
    plain = clean(value).strip()
    return None if not plain or WORDS.code("empty", plain) is not None else plain
