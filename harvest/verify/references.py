"""Whether what stands beside a number (title, year, authors) is that of the record it names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from harvest.evidence.reading.passages import sentences
from harvest.evidence.reading.tokens import author_surname, fold
from harvest.verify.base import Base, Place, Record, bare, words
from harvest.verify.document import Entry

_SAME, _OTHER = 0.8, 0.5
"""Share of a title's words, in order, from which it is the same, and below which it is another."""
_LEAST_TITLE = 5
_NEAR = 700  # letters of a sentence before and after a number that may be about it
_SHORT = 600  # letters of a line that may be a title with a number
_PAGES = (
    r"[;,.\s][0-9]{1,4}\s?\([^()]{1,12}\)\s?:\s?[eEsS]?[0-9]|"
    r"[;,.\s][0-9]{1,4}\s?:\s?[eEsS]?[0-9]{2}|"
    r"\b(?:19|20)[0-9]{2}\s?;(?!\s?(?:[a-z]+(?:-[a-z]+)?|[0-9]+)\s[A-Za-z]|\s?n\s?=)"
)
"""Year, volume and pages, as no prose has them: "randomised 2:1" is something else"""
_PRINTED = re.compile(_PAGES)
_VOLUME = re.compile(
    rf"{_PAGES}|[;,.\s][0-9]{{1,4}}\s?(?:\([^()]{{1,12}}\))?\s?:\s?[eEsS]?[0-9]|\bet al\b|"
    r"\bdoi\s?:|\bpp?\.\s?[0-9]"
)
_PEOPLE = re.compile(
    r"\s*(?:\[?[0-9]{1,4}[\].)]\s*)?[A-Z][\w'’-]+(?:[ -][A-Z][\w'’-]+)?,?\s"
    r"(?:[A-Z]\.?[ -]?){1,3}(?:[,;.:]|\s?\((?:19|20)|\s(?:and|et)\b|&)"
)
_PERSON = re.compile(
    r"(?<![\w-])((?:(?:van|von|de|del|der|den|di|da|la|le|el|al)\s)*[A-Z][\w'’-]+"
    r"(?:[ -][A-Z][\w'’]{2,})?),?\s(?:[A-Z]\.?-?){1,3}(?=[,;.\s&:)]|$)"
)
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]{20,400})[\"”»]|(?<!\w)['‘]([^'‘’]{25,400})['’](?!\w)")
_YEAR = re.compile(r"(?<![0-9./:-])((?:19|20)[0-9]{2})(?![0-9/])")
_SEGMENT = re.compile(r"(?<=[.?!])\s+|[\"“”|\t]")
_REGISTRATION = re.compile(
    r"\b(?:ClinicalTrials\.gov|ISRCTN registry|EudraCT|trial registry)\b|\bidentifier\b",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(r"https?://\S+|\b(?:available|accessed|cited|updated)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a number of a record: each part agrees, is another's, or can't be said.

    ``title`` and ``other`` say of what is given: that it is the record's, or whose it is.
    """

    title: bool | None = None
    given: str = ""
    other: Place | None = None
    year: bool | None = None
    years: tuple[str, ...] = ()
    authors: bool | None = None
    people: tuple[str, ...] = ()
    in_part: bool = False


def is_reference(entry: Entry) -> bool:
    """Whether an entry is one reference, not prose in which numbers stand."""
    if entry.listed:
        return True
    if len(entry.text) > 1500:
        return False
    parts = [entry.text[start:end] for start, end in sentences(entry.text)]
    saying = sum(_is_statement(part) and len(part.split()) > 5 for part in parts)
    if saying > 1:
        return False  # a title may say something, nothing else of a reference does
    if _PEOPLE.match(entry.text):
        return True
    printed = _VOLUME if not saying else _PRINTED
    return len(parts) < 12 and printed.search(entry.text) is not None


def around(entry: Entry, start: int, end: int) -> tuple[int, int]:
    """Where what belongs to a number stands: the reference, or in prose its sentence."""
    alone = len(entry.text) < _SHORT and not _is_statement(entry.text)
    if alone or is_reference(entry):
        return 0, len(entry.text)
    for first, last in sentences(entry.text):
        if first <= start and end <= last:
            return max(first, start - _NEAR), min(last, end + _NEAR)
    return start, end


def beside(
    entry: Entry, span: tuple[int, int], record: Record, base: Base, others: Iterable[Record]
) -> Beside:
    """What stands beside a number; ``others`` are records that the same words name by number."""
    title, given, other, in_part = _title(entry, span, record, base, list(others))
    if record.kind == "trial" or not is_reference(entry):
        return Beside(title, given, other, in_part=in_part)
    years = (entry.year,) if entry.year else _years(entry.text) if not entry.listed else ()
    people = tuple(entry.authors) or (() if entry.listed else _people(entry.text))
    return Beside(
        title,
        given,
        other,
        _year_agrees(years, record),
        years,
        _authors_agree(people, record),
        people,
        in_part,
    )


def _title(
    entry: Entry, span: tuple[int, int], record: Record, base: Base, others: Sequence[Record]
) -> tuple[bool | None, str, Place | None, bool]:
    text = entry.title if entry.listed else entry.text[span[0] : span[1]]
    said = words(text)
    if not said:
        return None, "", None, False
    own = [words(bare(title)) for title in record.titles]
    places = _longest(base.titled(said))
    mine = [place for place in places if place.id == record.id and place.kind == record.kind]
    if mine or any(title and title == said for title in own):
        return True, "", None, False
    named = {(each.kind, each.id) for each in others}
    foreign = [
        place
        for place in places
        if place.kind == record.kind and (place.kind, place.id) not in named
        and not _holds(own, place, said)
    ]  # fmt: skip
    shares = [_share(title, said) for title in own if len(title) > 1]
    best = max(shares, default=0.0)
    if foreign:
        return False, foreign[0].title, foreign[0], False
    if best >= _SAME:
        return True, "", None, False
    given = text.strip() if entry.listed else _given(entry, text)
    if not given or not own:
        return None, "", None, False
    told = words(given)
    if any(_share(told, words(title)) >= _SAME for each in others for title in each.titles):
        return None, "", None, False
    short = max((_share(told, title) for title in own), default=0.0)
    whole = max(best, max((_alike(told, title) for title in own), default=0.0))
    if short >= _SAME + 0.1:
        return True, "", None, False
    if whole < _OTHER:
        return False, given, None, False
    return None, given, None, True


def _holds(own: list[list[str]], place: Place, said: list[str]) -> bool:
    """Whether the words of another's title there belong to the longer title of the record."""
    words_there = said[place.start : place.end]
    for title in own:
        size = len(words_there)
        inside = any(title[n : n + size] == words_there for n in range(len(title) - size + 1))
        if inside and len(title) > size:
            return True
    return False


def _longest(places: Iterable[Place]) -> list[Place]:
    found = list(places)
    return [
        place
        for place in found
        if not any(
            other.start <= place.start
            and place.end <= other.end
            and other.end - other.start > place.end - place.start
            for other in found
        )
    ]


def _share(title: list[str], text: list[str]) -> float:
    """The share of a title's words that a text has in the same order, two together at least."""
    if not title:
        return 0.0
    blocks = SequenceMatcher(None, title, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / len(title)


def _alike(one: list[str], two: list[str]) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def _given(entry: Entry, text: str) -> str:
    """What is a title in a text by its look: quoted, or the longest part of a reference."""
    quoted = [match[1] or match[2] for match in _QUOTED.finditer(text)]
    fitting = [each for each in quoted if len(words(each)) >= _LEAST_TITLE]
    if fitting:
        return max(fitting, key=len).strip()
    if not (is_reference(entry) or _REGISTRATION.search(text)):
        return ""
    parts = [
        part.strip()
        for part in _SEGMENT.split(_NOT_WORDS.sub("", text))
        if len(words(part)) >= _LEAST_TITLE
        and not _VOLUME.search(part)
        and len(_PERSON.findall(part)) * 4 < len(words(part))
        and not _is_statement(part)
    ]
    return max(parts, key=len, default="")


_STATES = re.compile(
    r"\b(?:is|was|were|are|has|have|had|will|enrol\w*|recruit(?:s|ed)|reports?|reported|showed)\b",
    re.IGNORECASE,
)


def _is_statement(part: str) -> bool:
    """Whether a part of a line says something, as titles rarely do."""
    return _STATES.search(part) is not None


def _years(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_YEAR.findall(_NOT_WORDS.sub("", text))))


def _year_agrees(years: Sequence[str], record: Record) -> bool | None:
    """Whether a year given is the record's; one may be apart, as print and electronic dates are."""
    row = record.row
    dates = (row["published"], row["electronic_date"], row["entrez_date"])
    held = {int(str(each)[:4]) for each in dates if each} | (
        {row["year"]} if row["year"] else set()
    )
    told = [int(year) for year in years if 1800 < int(year) < 2200]
    if not held or not told:
        return None
    return any(abs(one - two) <= 1 for one in told for two in held)


def _people(text: str) -> tuple[str, ...]:
    """The authors with whom a reference begins."""
    if not _PEOPLE.match(text):
        return ()
    end = re.search(r"\bet al\b|\.\s(?=[A-Z][\w-]*[a-z]\w*\s\w+\s\w+)|\([12]", text)
    return tuple(_PERSON.findall(text[: end.start() + 1] if end else text[:200]))


def _authors_agree(people: Sequence[str], record: Record) -> bool | None:
    """Whether any author given is one of the record's; None where there is nothing to compare."""
    listed = f"{record.row['author_list'] or ''}, {record.row['names_as_printed'] or ''}"
    held = set(re.findall(r"[^\W_]+", fold(listed)))
    given = {_surname(name) for name in people} - {""}
    if not given or not record.row["author_list"]:
        return None
    return any(set(name.split()) <= held for name in given)


def _surname(name: str) -> str:
    first = name.split(",")[0].strip() if "," in name else author_surname(name)
    return " ".join(re.findall(r"[^\W_]+", fold(first)))
