"""What the texts of an export mean: dates, sizes, ages, lists. Pure; nothing is guessed.

What has none of the forms that WHO's exports are known to have gives None, and the caller reports
it.
"""

import re

from harvest.dates import month_number, parse
from harvest.text import clean

_NOTHING = frozenset({"", "null", "na", "nil", "nil known", "none", "-", "--", "not provided"})
_BREAK = re.compile(r"<\s*br\s*/?\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|b|i|u|em|strong|sub|ul|li|span|div)\s*/?>", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n+")
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[ T].*)?")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?: [0-9:.]+)?")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?[ -](?:([0-9]{1,2}),? )?([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?[ -]([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
_YEARS = range(1950, 2101)
"""Of a trial. Another was written in another calendar, or wrong."""
_EXPORTED = re.compile(
    r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: ([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?: ([AP]M))?)?"
)
_COUNT = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.0+)?")
_OF_ARM = re.compile(r"\s*(.*?):\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})\s*;", re.DOTALL)
_NO_NUMBER = re.compile(r":\s*;")
_LARGEST = 99_999_998  # what registries write for "unknown" is one more
_AGE = re.compile(
    r"(?P<before>[<>]=?|=[<>]|≤|≥)?\s*(?P<number>[0-9]{1,3})(?:\.0+)?\s*\(?\s*"
    r"(?:(?P<unit>y(?:ea)?rs?|y|months?|mo|m|weeks?|w|days?|d|hours?|h|age|años?|anos?|jahre|ans)"
    r"(?:\(s\))?(?![a-z])|(?=[^a-z0-9+]|$))\)?"
    r"(?:[\s-]*(?:olds?|of age))?(?:,? (?:and|or) (?:above|over|older|more))?\.?"
    r"\s*(?P<after>[<>]=?|=[<>]|≤|≥)?",
    re.IGNORECASE,
)
_UNITS = {
    "y": "Years",
    "a": "Years",
    "j": "Years",
    "m": "Months",
    "w": "Weeks",
    "d": "Days",
    "h": "Hours",
}
_NO_LIMIT = re.compile(
    r"n/?a(?:\.|\s*\(?no limits?\)?)?|none|without limits?|unlimited|any(?: age)?"
    r"|no(?: age| upper| lower| maximum| minimum)*(?: limits?| age)?(?: limits?)?"
    r"|not? (?:limits?|limited|applicable|set|specified|stated|defined|given|selected|provided)",
    re.IGNORECASE,
)
_OLDEST = 150  # years
_UNNUMBERED = re.compile(
    r"(?:no|none|not|nil|unknown|pending|tbd|n/?a)"
    r"(?: (?:yet|applicable|available|assigned|known|provided|stated|given|registered|obtained))*",
    re.IGNORECASE,
)
_YES = re.compile(r"\(Phase\s+(IV|I{1,3})\)\s*:\s*(yes|no)?", re.IGNORECASE)
_PHASES = {"I": "PHASE1", "II": "PHASE2", "III": "PHASE3", "IV": "PHASE4"}


def said(value: str | None) -> str | None:
    """The text of a field; None where it says in a word that there is nothing."""
    plain = (value or "").strip()
    return None if plain.lower().rstrip(".") in _NOTHING else plain


def text(value: str | None) -> str | None:
    """A field as a text to read: its line breaks are lines, its markup is gone."""
    plain = said(value)
    if plain is None:
        return None
    readable = clean(_TAG.sub("", _BREAK.sub("\n", plain.replace("&#x0D;", ""))))
    lines = "\n".join(line.rstrip() for line in readable.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip() or None


def line(value: str | None) -> str | None:
    """A field as one line."""
    found = text(value)
    return " ".join(found.split()) if found else None


def date(value: str | None) -> str | None:
    """A date with the precision that it is given in; None for what can't be told.

    Numbers alone are year first, or day first with slashes, hyphens or full stops, as WHO writes
    them for every registry; ``Aug-16`` is a day or a year that a spreadsheet cut, so it is none,
    and so is a year in which there was no trial to register.
    """
    plain = " ".join((value or "").split())
    if match := _ISO.fullmatch(plain):
        return _checked(match[1], match[3], match[4])
    if match := _DIGITS.fullmatch(plain):
        return _checked(match[1], match[2], match[3])
    if match := _NUMERIC.fullmatch(plain):
        return _checked(match[4], match[3], match[1])
    if match := _MONTH_FIRST.fullmatch(plain):
        return _checked(match[3], _number(match[1]), match[2])
    if match := _DAY_FIRST.fullmatch(plain):
        return _checked(match[3], _number(match[2]), match[1])
    if match := _YEAR_MONTH.fullmatch(plain):
        return _checked(match[1], match[2], None)
    if match := _MONTH_YEAR.fullmatch(plain):
        return _checked(match[2], match[1], None)
    return plain if _YEAR.fullmatch(plain) and int(plain) in _YEARS else None


def _number(name: str) -> str | None:
    found = month_number(name)
    return None if found is None else str(found)


def _checked(year: str, month: str | None, day: str | None) -> str | None:
    if month is None or int(year) not in _YEARS:
        return None
    whole = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    return whole if parse(whole) else None


def exported(value: str | None) -> str | None:
    """``Export_date`` as ``2026-06-29T09:03:08``: the one date that WHO writes month first."""
    match = _EXPORTED.fullmatch((value or "").strip())
    day = _checked(match[3], match[1], match[2]) if match else date(value)
    if match is None or day is None or match[4] is None:
        return day
    hour = int(match[4]) % 12 + 12 * (match[7] == "PM") if match[7] else int(match[4])
    return f"{day}T{hour:02}:{match[5]}:{match[6]}"


def size(value: str | None) -> tuple[int | None, tuple[tuple[str, int], ...]]:
    """How many people take part, and in which arm, where they are told by arm.

    ``Group 1:27;Group 2:27;`` are 54: what stands behind the last colon of each part; the digits of
    its name, and semicolons in it, don't count.
    """
    plain = said(value)
    if plain is None:
        return None, ()
    plain = plain.replace("：", ":").replace("；", ";")
    whole = _COUNT.fullmatch(plain)
    if whole:
        return _count(whole[1]), ()
    arms, rest = [], plain.rstrip(";").rstrip() + ";"
    while found := _OF_ARM.match(rest):
        if _NO_NUMBER.search(found[1]):
            return None, ()
        arms.append((found[1].strip(), int(found[2].replace(",", ""))))
        rest = rest[found.end() :]
    if rest.strip():
        return None, ()
    total = sum(number for _, number in arms)
    return (total if arms and total <= _LARGEST else None), tuple(arms)


def _count(number: str) -> int | None:
    found = int(number.replace(",", ""))
    return found if found <= _LARGEST else None


def numbers(value: str | None) -> list[str]:
    """The numbers of a list, without words that say that there is none."""
    return [each for each in parts(value) if not _UNNUMBERED.fullmatch(each.strip(" ."))]


def age(value: str | None) -> str | None:
    """``18 Years`` however it is spelt; None for no limit; else the words as they are."""
    plain = line(value)
    if plain is None or _NO_LIMIT.fullmatch(plain):
        return None
    match = _AGE.fullmatch(plain)
    if match is None:
        return plain
    unit = _UNITS[match["unit"][0].lower()] if match["unit"] else "Years"
    number = int(match["number"])
    if unit == "Years" and number > _OLDEST:
        return None  # what a form that asks for a number gets for "no limit"
    return f"{_strictly(match)}{number} {unit[:-1] if number == 1 else unit}"


def _strictly(match: re.Match[str]) -> str:
    """``< `` or ``> `` where an age itself is left out: ``< 75age old``, ``75years-old >``."""
    if match["before"] in {"<", ">"}:
        return f"{match['before']} "
    turned = {"<": "> ", ">": "< "}
    return turned.get(match["after"] or "", "")


def is_age(value: str) -> bool:
    """Whether an age came out of its words."""
    return re.fullmatch(r"(?:[<>] )?[0-9]{1,3} (?:Year|Month|Week|Day|Hour)s?", value) is not None


def phases(value: str) -> str | None:
    """The phases that a sentence of yes and no says yes to, joined by ``|``; "" for none.

    None where it is no such sentence.
    """
    answers = _YES.findall(value)
    if not answers:
        return None
    return "|".join(_PHASES[name.upper()] for name, answer in answers if answer.lower() == "yes")


def parts(value: str | None, *, lines: bool = True) -> list[str]:
    """The items of a list that stands between semicolons or, with ``lines``, line breaks.

    A semicolon inside brackets belongs to its item, where the brackets pair.
    """
    plain = text(value)
    if plain is None:
        return []
    found, depth, item = [], 0, ""
    pairs = plain.count("(") == plain.count(")") and plain.count("[") == plain.count("]")
    for character in plain:
        if pairs:
            depth = max(0, depth + (character in "([") - (character in ")]"))
        if (character == ";" and depth == 0) or (character == "\n" and lines):
            found.append(item)
            item, depth = "", 0
        else:
            item += character
    found.append(item)
    items = (" ".join(each.split()) for each in found)
    return [each for each in items if said(each) is not None]
