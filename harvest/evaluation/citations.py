"""Names and dates out of references as registries print them, and dates as they write them."""

import re
from calendar import month_abbr

_MONTHS = {name.lower(): number for number, name in enumerate(month_abbr) if name}
_WRITTEN = re.compile(r"(?:([A-Z][a-z]{2})[a-z]*\.?\s+(?:(\d{1,2}),\s*)?)?(1[89]\d\d|20\d\d)")
_ISO = re.compile(r"(?:1[89]|20)\d\d(?:-\d\d(?:-\d\d)?)?(?=T|\s|$)")
_PRINTED = re.compile(
    r"\b((?:1[89]|20)\d\d)(?:\s+([A-Z][a-z]{2})[a-z]*\.?(?:\s+(\d{1,2})\b)?)?[^;:.]{0,24}(?=[;:.]|$)"
)
_BRACKETS = re.compile(r"\([^()]*\)")


def written_date(text: object) -> str | None:
    """``March 5, 1996``, ``March 1996``, ``1996`` or an ISO date, as a partial ISO date."""
    if not text:
        return None
    if iso := _ISO.match(str(text)):
        return iso[0]
    found = _WRITTEN.search(str(text))
    return _partial(found[3], found[1], found[2]) if found else None


def cited(citation: str, title: str) -> tuple[list[str], str | None, str | None]:
    """The authors of a reference, when it was printed, and when it appeared before print.

    What stands in brackets belongs to the name of the journal: "Spine (Phila Pa 1976)".
    """
    start = citation.find(title[:40])
    head = citation[:start] if start > 0 else citation.split(". ")[0]
    names = [name for name in re.split(r"[,;]", head) if 1 < len(name.strip()) < 40]
    rest = citation[start + len(title) :] if start > 0 else citation
    plain, _, epub = _BRACKETS.sub("", rest).partition("Epub")
    printed = _PRINTED.search(plain)
    early = _PRINTED.search(epub)
    return (
        names,
        _partial(*printed.groups()) if printed else None,
        _partial(*early.groups()) if early else None,
    )


def _partial(year: str, month: str | None, day: str | None) -> str:
    number = _MONTHS.get((month or "").lower()[:3])
    if number is None:
        return year
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day and 0 < int(day) < 32 else "")
