"""Large numbers as people write them.

Forms met in registries and papers: ``1 × 10^6/kg``, ``1x106`` and ``5X107`` (lost superscript),
``1×10(6)``, ``10\\^6``, ``0·2 × 10 6`` (middle dot), ``1*10E6``, ``2.10^6`` (French), ``1E6``,
``10⁶``, ``195 million``, ``25M cells``, ``500,000 cells``, ``1.000.000``, ``7~8log10 cells/ml``,
ranges and lists before one power (``5, 10 and 15 ×10E7``), a mean with its spread (``1.2 ± 0.3 ×
10^8``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from harvest.evidence.reading.cues import Cue

_NUMBER = r"\d{1,9}(?:[.,·]\d{1,9}){0,3}"  # bounded: commas part numbers too
_TIMES = (
    r"(?:\s*(?:\\?\*|[x×X✕⨯∗·•]|\btimes\b)\s*|\s(?=10\s?(?:\\?\^|E\d))|\.(?=10\s?(?:\\?\^|[⁴-⁹])))"
)
_SPREAD = rf"\s*(?:±|\+/[-−–])\s*(?:{_NUMBER})"  # a standard deviation is no dose
_JOINER = r"\s*(?:\\?[~～–—\-]|to|and|or|,|/|and up to|up to|,\s*(?:and|or))\s*"
_RANGE = r"\s*(?:\\?[~～–—\-]|to|and up to|up to)\s*"
NEXT = re.compile(rf"(?:{_JOINER}|\s*,\s*(?:and|or)\s+)\(?", re.IGNORECASE)  # parts of one list
_ITEM = rf"(?:{_NUMBER})(?:{_SPREAD})?"
_LIST = rf"(?:\(\s*)?(?:{_ITEM}(?:{_JOINER})){{0,5}}{_ITEM}(?:\s*\))?"
_MARK = r"\s*(?:\\?\^|\*\*|exp|[Ee]\+?|\\?\[|\(|/(?=[5-9]\b))\s*\(?\s*"
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# "10^6-7" is a range of powers; "10^6-5x10^6" and "10^6-7.5 ml" are not
_UP_TO = r"(?:[-–~](?P<t1>\d{1,2})(?!\d|[.,]\d|\s*(?:[x×X*·]|10\b|million|ml)))?"
_POWER = (
    rf"10(?:{_MARK}(?P<p1>\d{{1,2}}){_UP_TO}(?:\s*\\?[\])])?|"
    r"(?P<p2>[⁴⁵⁶⁷⁸⁹¹][⁰¹²]?)(?:[⁻–-](?P<t2>[⁵⁶⁷⁸⁹]))?|\s?(?P<p3>[5-9]|1[0-2])(?!\d))"
)
_POWER2 = re.sub(r"\?P<([pt])(?=\d>)", lambda name: f"?P<{'qu'['pt'.index(name[1])]}", _POWER)
_SCIENTIFIC = re.compile(
    rf"(?<!\w)(?<!\d\.)(?<!\s\.)(?P<list>{_LIST}){_TIMES}{_POWER}"
    rf"(?:{_RANGE}(?P<second>{_LIST}){_TIMES}{_POWER2})?",
)
_BARE_POWER = re.compile(
    rf"(?<![\w.])(?<![×xX*±] )(?<![×xX*±])10{_MARK}(?P<p1>\d{{1,2}}){_UP_TO}"
    r"(?:\s*\\?[\])])?(?![\d])"
)
_BARE_SUPER = re.compile(r"(?<![\w.])10(?P<p2>[⁵⁶⁷⁸⁹])(?:[⁻–-](?P<t2>[⁵⁶⁷⁸⁹]))?")
# "at 106/Kg": the superscript was lost, and there is no factor; 106 of anything else is a number
_BARE_LOST = re.compile(
    r"(?<![\w.,×*^/])(?<![×xX*] )10(?P<p3>[5-8])"
    r"(?=\s*(?:(?:\w+-)?(?:MSCs?|cells?|stem cells|mononuclear cells)\s*)?(?:/|per)\s*kg\b)",
    re.IGNORECASE,
)
_E_FORM = re.compile(
    r"(?<![\w.,])(?P<m>[1-9]\d*(?:\.\d+)?|0\.\d+)[eE]\+?(?P<p>0?[5-9]|1[0-2])(?!\d)"
)
_SCALES = {
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "millions": 1e6,
    "thousand": 1e3,
    "mio": 1e6,
    "mln": 1e6,
}
_NUMERALS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "hundred": 100}
_WORDS = re.compile(
    rf"(?<![\w.^])(?P<list>{_LIST}|\b(?:one|two|three|four|five|ten|hundred)\b)\s*-?"
    r"(?P<scale>millions?|billion|trillion|mio|mln)\b",
    re.IGNORECASE,
)
_SCALE = Cue(r"millions?|billion|trillion|mio|mln")
_GROUPED = re.compile(
    r"(?<![\w.,])(?P<n>\d{1,3}(?:[.,]\d{3}){2,3})(?![\d])(?:\s?\([\w ]*(?:million|billion)\))?"
)
_GROUPS = re.compile(r"\d[.,]\d{3}[.,]\d{3}")  # as in all that the former finds
_ONE_GROUP = re.compile(
    r"(?<![\w.,])(?<!\d )(?<!\bper )(?<!\bin )(?<!\bevery )(?<![<>≤≥])"
    r"(?P<n>[1-9]\d{0,2}(?:\s\d{3}){1,2}\s000|[1-9]\d{2}[.,\s]000)(?![.,\s]?\d)"
    r"(?=[\s\w-]{0,40}(?:cells?|MSCs?)\b|\s*/\s*kg\b)"
)
_NO_GROUPS = re.compile(
    r"(?<![\w.,])(?P<n>[1-9]\d{0,3}0{5,8})(?=\s+(?:[\w-]+\s+){0,4}?(?:cells?|MSCs?)\b)"
)
_CAPITAL_M = re.compile(
    r"(?<![\w.,])(?P<n>\d{1,3}(?:\.\d{1,2})?)\s?M(?=\s[\s\w-]{0,30}(?:cells?|MSCs?)\b)"
)
_ZEROS = re.compile(
    rf"(?<![\w.])(?:(?P<least>{_NUMBER})\s*(?:to|-|–)\s*)?(?P<m>{_NUMBER}){_TIMES}(?P<n>1(?:0{{5,9}}|,000,000))(?!\d)"
)
_LOG = re.compile(rf"(?<![\w.])(?P<list>{_LIST})\s*log\s*10", re.IGNORECASE)
_AFTER_SPREAD = re.compile(r"\s*(?:±|\+/[-−–])\s*")
_TOLERANCE = re.compile(r"\s*(?:±|\+/[-−–])\s*\d{1,2}\s?%")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range of a text: ``text[start:end]``, and how it was read."""

    low: float
    high: float
    start: int
    end: int
    formula: str


def _value(number: str) -> float:
    """A number with a decimal point, comma or middle dot; groups of three are thousands."""
    number = number.replace("·", ".")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3}){2,}", number):
        return float(re.sub(r"[.,]", "", number))
    if "," in number and "." not in number:
        head, _, tail = number.rpartition(",")
        number = head + tail if len(tail) == 3 and head != "0" else f"{head}.{tail}"
    return float(number.replace(",", "")) if number.count(".") < 2 else float("nan")


def _listed(text: str) -> list[float]:
    """The numbers of a list; a nought ("day 0 and 12.5 million") and what is no number are none."""
    means = re.sub(_SPREAD, "", text)
    return [value for n in re.findall(_NUMBER, means) if (value := _value(n)) > 0]


def _exponent(match: re.Match[str], prefix: str) -> tuple[int, bool]:
    """The power of ten, and whether its superscript was lost (``106`` for 10^6)."""
    marked, raised, lost = (match.group(f"{prefix}{n}") for n in (1, 2, 3))
    if marked:
        return int(marked), False
    if raised:
        return int(raised.translate(_SUPER)), False
    return int(lost), True


def _up_to(match: re.Match[str], prefix: str, power: int) -> list[int]:
    """The powers that a number is multiplied by: two in "5 × 10^6-7"."""
    groups = match.groupdict()
    higher = groups.get(f"{prefix}1") or groups.get(f"{prefix}2")
    last = int(higher.translate(_SUPER)) if higher else power
    return [power, last] if power < last <= 12 else [power]


def _scientific(text: str) -> Iterator[Quantity]:
    for match in _SCIENTIFIC.finditer(text):
        power, lost = _exponent(match, "p")
        powers = _up_to(match, "t", power)
        given = match["list"]
        aside = given.startswith("(") and re.search(r"\d\s*$", text[: match.start()])
        if aside or (")" in given and "(" not in given):  # "3 (4/6) x 10^7"
            continue
        values = [number * 10.0**each for number in _listed(given) for each in powers]
        if match["second"]:
            second, _ = _exponent(match, "q")
            values += [number * 10.0**second for number in _listed(match["second"])]
        if values and power <= 12:
            note = "lost superscript read as a power of ten" if lost else "as written"
            start = match.end() - len(match.group().lstrip("( "))
            yield Quantity(min(values), max(values), start, match.end(), note)
    for pattern, group in ((_BARE_POWER, "p1"), (_BARE_SUPER, "p2")):
        for match in pattern.finditer(text):
            power = int(match[group].translate(_SUPER))
            if 4 <= power <= 12:
                last = _up_to(match, "t", power)[-1]
                yield Quantity(10.0**power, 10.0**last, match.start(), match.end(), "as written")


def _in_e_form(text: str) -> Iterator[Quantity]:
    for match in _E_FORM.finditer(text):
        amount = float(match["m"]) * 10.0 ** int(match["p"])
        yield Quantity(amount, amount, match.start(), match.end(), "as written")


def _in_words(text: str) -> Iterator[Quantity]:
    for match in _WORDS.finditer(text) if _SCALE.search(text) else ():
        scale = _SCALES[match["scale"].lower()]
        word = match["list"].strip().lower()
        numbers = [float(_NUMERALS[word])] if word in _NUMERALS else _listed(match["list"])
        if numbers:
            values = [number * scale for number in numbers]
            note = f"{match['scale'].lower()} = {scale:.0e}".replace("e+0", "e")
            start = match.end() - len(match.group().lstrip("( "))
            tolerance = _TOLERANCE.match(text, match.end())
            end = tolerance.end() if tolerance else match.end()
            yield Quantity(min(values), max(values), start, end, note)
    if "10" in text:
        for match in _BARE_LOST.finditer(text):
            amount = 10.0 ** int(match["p3"])
            note = "lost superscript read as a power of ten"
            yield Quantity(amount, amount, match.start(), match.end(), note)
    yield from _in_groups(text)
    for match in _LOG.finditer(text) if "10" in text else ():
        powers = [p for p in _listed(match["list"]) if p <= 12]
        if powers:
            note = "log10: 10 to that power"
            yield Quantity(
                10.0 ** min(powers), 10.0 ** max(powers), match.start(), match.end(), note
            )


def _in_groups(text: str) -> Iterator[Quantity]:
    for match in _GROUPED.finditer(text) if _GROUPS.search(text) else ():
        amount = _value(match["n"])
        yield Quantity(amount, amount, match.start(), match.end(), "digit groups joined")
    for match in _ONE_GROUP.finditer(text) if "000" in text else ():
        amount = float(re.sub(r"[.,\s]", "", match["n"]))
        yield Quantity(amount, amount, match.start(), match.end(), "digit groups joined")
    for match in _NO_GROUPS.finditer(text) if "00000" in text else ():
        amount = float(match["n"])
        yield Quantity(amount, amount, match.start(), match.end(), "as written")
    for match in _CAPITAL_M.finditer(text) if "M" in text else ():
        amount = float(match["n"]) * 1e6
        yield Quantity(amount, amount, match.start(), match.end(), "M = 1e6")
    for match in _ZEROS.finditer(text) if "000" in text else ():
        times = float(match["n"].replace(",", ""))
        amount, least = _value(match["m"]) * times, _value(match["least"] or match["m"]) * times
        if least <= amount:
            yield Quantity(least, amount, match.start(), match.end(), "as written")


_NUMBER_AT_ALL = Cue(rf"\d|{'|'.join(_SCALES)}")


def quantities(text: str) -> list[Quantity]:
    """Every large number of the text, in reading order; of overlapping ones the longest."""
    if _NUMBER_AT_ALL.search(text) is None:
        return []  # as of most sentences
    powers = _scientific(text) if "10" in text else ()
    found = [*powers, *_in_e_form(text), *_in_words(text)]
    if not found:
        return []
    found.sort(key=lambda q: (q.start - q.end, q.start))
    kept: list[Quantity] = []
    for quantity in found:
        if all(quantity.end <= other.start or quantity.start >= other.end for other in kept):
            kept.append(quantity)
    means: list[Quantity] = []
    for quantity in sorted(kept, key=lambda q: q.start):
        if means and _AFTER_SPREAD.fullmatch(text, means[-1].end, quantity.start):
            means[-1] = replace(means[-1], end=quantity.end)  # "3 × 10^8 ± 1 × 10^8 cells"
        else:
            means.append(quantity)
    return means


def write_number(value: float) -> str:
    """A large number as reviews write it: ``5e7``, ``0.5e6`` becomes ``5e5``."""
    mantissa, _, power = f"{value:.3e}".partition("e")
    return f"{float(mantissa):g}e{int(power)}"
