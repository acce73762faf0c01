"""Values of a reference, as the databases write them, in one form."""

import re
from collections.abc import Iterable

from harvest import identifiers
from harvest.dates import month_number, parse
from harvest.references.model import Person
from harvest.text import line

_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_PMC = re.compile(r"PMC\s?(\d{4,9})", re.IGNORECASE)
_PMID = re.compile(r"(?:(?:PMID|PubMed(?:\s+ID)?|MEDLINE)\s*[:=]?\s*)(\d{4,9})\b", re.IGNORECASE)
_ONLY_PMID = re.compile(r"\s*(?:PMID:?\s*)?(\d{4,9})\s*", re.IGNORECASE)
_PUBMED_PAGE = re.compile(r"pubmed(?:\.ncbi\.nlm\.nih\.gov|/)\D{0,20}?(\d{4,9})")
_OF_THE_DATABASE = "10.1002/central/"
"""Of Cochrane's own record of a paper, which is not the paper's."""
_VIEW = re.compile(r"/(?:full|e?pdf|abstract)$")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_BEFORE_PAGES = re.compile(
    r"^(?:pp?\.?|pages?|art(?:icle)?\.?\s*(?:no\.?|number|id)?:?)\s*(?=[a-z]{0,4}\d)", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,4}")
_DATE_PARTS = re.compile(r"(\d{4})(?:[/ .-]+([A-Za-z]{3,9}|\d{1,2})(?:[/ .-]+(\d{1,2}))?)?")


def first_line(*texts: str | None) -> str | None:
    """The first of these that says anything, as one line."""
    return next((found for each in texts if each and (found := line(each))), None)


def doi_in(*texts: str | None) -> str | None:
    """The first DOI in these fields, in small letters, however it is dressed."""
    for text in texts:
        for found in identifiers.find(text or "", "paper"):
            if found.registry == "doi" and not found.id.startswith(_OF_THE_DATABASE):
                return _VIEW.sub("", found.id)
    return None


def pmid_of(*texts: str | None, alone: bool = False) -> str | None:
    """A PMID that a text names as such or, ``alone``, that a field consists of."""
    for text in texts:
        for pattern in (_PMID, _PUBMED_PAGE):
            if found := pattern.search(text or ""):
                return found[1].lstrip("0")
        if alone and (whole := _ONLY_PMID.fullmatch(text or "")):
            return whole[1].lstrip("0")
    return None


def pmcid_in(*texts: str | None) -> str | None:
    """The first number of PubMed Central in these fields."""
    for text in texts:
        if found := _PMC.search(text or ""):
            return f"PMC{found[1]}"
    return None


def registration(accession: str | None, *texts: str | None) -> str | None:
    """The number of the trial whose registration is meant: by its number, or its page there."""
    if accession and identifiers.is_number(identifiers.key(accession)):
        return identifiers.key(accession)
    for text in texts:
        if text and re.match(r"https?://\S+$", text) and "doi.org" not in text:
            numbers = identifiers.trials_in(text)
            if len({each.id for each in numbers}) == 1:
                return numbers[0].id
    return None


def year_in(*texts: str | None) -> int | None:
    """The first year in these fields."""
    for text in texts:
        if found := _YEAR.search(text or ""):
            return int(found[1])
    return None


def date_of(year: int | None, *texts: str | None) -> str | None:
    """The date of a reference: the most precise of these that is of its year, or the year."""
    for text in texts:
        found = _DATE_PARTS.search(line(text or ""))
        if found is None or (year is not None and int(found[1]) != year):
            continue
        month = found[2]
        number = int(month) if month and month.isdecimal() else month_number(month or "")
        parts = [found[1], *([f"{number:02}"] if number else [])]
        parts += [f"{int(found[3]):02}"] if number and found[3] else []
        for end in range(len(parts), 0, -1):
            if parse("-".join(parts[:end])) is not None:
                return "-".join(parts[:end])
    return str(year) if year else None


def pages_of(first: str | None, last: str | None = None) -> str | None:
    """First and last page as ``12-5``, or the number of an article; None where none is known."""
    text = line(first or "").translate(_DASHES)
    text = _BEFORE_PAGES.sub("", text).strip(" .")
    end = line(last or "").translate(_DASHES).strip(" .")
    if end and "-" not in text and end != text:
        text = f"{text}-{end}" if text else end
    text = re.sub(r"\s*-+\s*", "-", text).strip("-")
    return text if any(map(str.isdigit, text)) or len(text) > 3 else None


def person(name: str) -> Person | None:
    """An author as ``Last, First``, ``Last, F. M.`` or ``Last FM``; anything else is a group."""
    text = line(name).strip(" ;,")
    if not text or text.casefold() in ("et al", "et al.", "others", "anonymous", "[anonymous]"):
        return None
    if "," in text:
        last, rest = (part.strip() for part in text.split(",", 1))
        return named(last, rest.split(",")[0].strip()) if last else Person(group=text)
    parts = text.split()
    if len(parts) > 1 and _is_initials(parts[-1]):
        cut = next((n for n in range(len(parts)) if n and all(map(_is_initials, parts[n:]))), 0)
        return named(" ".join(parts[:cut]), " ".join(parts[cut:]))
    return Person(group=text)


def people(names: Iterable[str]) -> tuple[Person, ...]:
    """The authors of these names; a field that holds several parts them by semicolons."""
    found = (person(part) for name in names for part in name.split(";"))
    return tuple(each for each in found if each is not None)


def named(last: str, rest: str) -> Person:
    """A person of a family name and of first names or initials."""
    bare = rest.replace(".", " ").replace("-", " ")
    if not rest:
        return Person(last=last)
    if all(map(_is_initials, bare.split())):
        return Person(last, None, "".join(bare.split()).upper())
    initials = "".join(part[0] for part in bare.split() if part[0].isalpha()).upper()
    return Person(last, rest, initials or None)


def _is_initials(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "")
    return bool(
        letters
        and len(letters) <= 4
        and _INITIALS.fullmatch(word)
        and (letters.isupper() or "." in word or (not letters.isascii() and len(letters) == 1))
    )
