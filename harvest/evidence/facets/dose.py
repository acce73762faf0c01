"""Doses of cells as people write them, brought to cells/kg or cells.

Forms met in registries and papers: ``1 × 10^6/kg``, ``1x106`` and ``5X107`` (lost superscript),
``1×10(6)``, ``10\\^6``, ``0·2 × 10 6`` (middle dot), ``1*10E6``, ``2.10^6`` (French), ``1E6``,
``10⁶``, ``195 million``, ``25M cells``, ``500,000 cells``, ``1.000.000``, ``7~8log10 cells/ml``,
ranges and lists before one power (``5, 10 and 15 ×10E7``), a mean with its spread (``1.2 ± 0.3 ×
10^8``).
Nothing is converted by an assumed body weight; millilitres of marrow stay millilitres.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.sentences import collects
from harvest.evidence.reading.tiers import Stretch, Told

PLAUSIBLE = {"cells/kg": (1e5, 1e7), "cells": (1e6, 1e10)}

_NUMBER = r"\d{1,9}(?:[.,·]\d{1,9}){0,3}"  # bounded: commas part numbers too
_TIMES = (
    r"(?:\s*(?:\\?\*|[x×X✕⨯∗·•]|\btimes\b)\s*|\s(?=10\s?(?:\\?\^|E\d))|\.(?=10\s?(?:\\?\^|[⁴-⁹])))"
)
_SPREAD = rf"\s*(?:±|\+/[-−–])\s*(?:{_NUMBER})"  # a standard deviation is no dose
_JOINER = r"\s*(?:\\?[~～–—\-]|to|and|or|,|/|and up to|up to|,\s*(?:and|or))\s*"
_RANGE = r"\s*(?:\\?[~～–—\-]|to|and up to|up to)\s*"
_NEXT = re.compile(rf"(?:{_JOINER}|\s*,\s*(?:and|or)\s+)\(?", re.IGNORECASE)  # parts of one list
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
    rf"(?<![\w.])(?P<list>{_LIST}){_TIMES}{_POWER}"
    rf"(?:{_RANGE}(?P<second>{_LIST}){_TIMES}{_POWER2})?",
)
_BARE_POWER = re.compile(
    rf"(?<![\w.])(?<![×xX*±] )(?<![×xX*±])10{_MARK}(?P<p1>\d{{1,2}}){_UP_TO}"
    r"(?:\s*\\?[\])])?(?![\d])"
)
_BARE_SUPER = re.compile(r"(?<![\w.])10(?P<p2>[⁵⁶⁷⁸⁹])(?:[⁻–-](?P<t2>[⁵⁶⁷⁸⁹]))?")
_E_FORM = re.compile(
    r"(?<![\w.,])(?P<m>[1-9]\d*(?:\.\d+)?|0\.\d+)[eE]\+?(?P<p>0?[5-9]|1[0-2])(?!\d)"
)
_SCALES = {"million": 1e6, "billion": 1e9, "millions": 1e6, "thousand": 1e3, "mio": 1e6}
_NUMERALS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "hundred": 100}
_WORDS = re.compile(
    rf"(?<![\w.])(?P<list>{_LIST}|\b(?:one|two|three|four|five|ten|hundred)\b)\s*-?"
    r"(?P<scale>millions?|billion|mio)\b",
    re.IGNORECASE,
)
_GROUPED = re.compile(
    r"(?<![\w.,])(?P<n>\d{1,3}(?:[.,]\d{3}){2,3})(?![\d])(?:\s?\([\w ]*(?:million|billion)\))?"
)
_ONE_GROUP = re.compile(
    r"(?<![\w.,])(?<!\d )(?<!\bper )(?<!\bin )(?<!\bevery )(?<![<>≤≥])"
    r"(?P<n>[1-9]\d{0,2}(?:\s\d{3}){1,2}\s000|[1-9]\d{2}[.,\s]000)(?![.,\s]?\d)"
    r"(?=[\s\w-]{0,40}(?:cells?|MSCs?)\b)"
)
_CAPITAL_M = re.compile(
    r"(?<![\w.,])(?P<n>\d{1,3}(?:\.\d{1,2})?)\s?M(?=\s[\s\w-]{0,30}(?:cells?|MSCs?)\b)"
)
_ZEROS = re.compile(rf"(?<![\w.])(?P<m>{_NUMBER}){_TIMES}(?P<n>1(?:0{{5,9}}|,000,000))(?!\d)")
_LOG = re.compile(rf"(?<![\w.])(?P<list>{_LIST})\s*log\s*10", re.IGNORECASE)
_MARROW = re.compile(
    r"(?<![\w.])(?P<low>\d+(?:\.\d+)?)(?:\s*(?:\\?[~–—-]|to)\s*(?P<high>\d+(?:\.\d+)?))?\s*"
    r"(?:ml|mL|ML|cc|milliliters?|millilitres?)\b",
)

_AFTER_SPREAD = re.compile(r"\s*(?:±|\+/[-−–])\s*")
_TOLERANCE = re.compile(r"\s*(?:±|\+/[-−–])\s*\d{1,2}\s?%")

_PER_KG = re.compile(
    r"^\s*(?:\([^()]{1,20}\))?[^.;,()]{0,40}?(?:/\s*kg|per\s+kg|per\s+kilo\w*|kg\s*[-−^]+\s*1|/\s*kilo\w*|"
    r"/\s*body\s*weight|per\s+body\s*weight)",
    re.IGNORECASE,
)
_PER_ML = re.compile(r"^[^.;,()]{0,25}?(?:/\s*ml|per\s+ml|/\s*cc)\b", re.IGNORECASE)
_CELL_WORD = re.compile(
    r"^\W{0,4}(?:(?:units?|of|viable|live|nucleated|total|autologous|allogeneic|allogenic|human|"
    r"expanded|cultured|bone|marrow|umbilical|cord|blood|tissue|adipose|placenta|placental|"
    r"Wharton['’]?s|jelly|dental|pulp|menstrual|peripheral|donor|ex|vivo|h?UC|BM|AD|hepatic|"
    r"cryopreserved|CD\s?\d+\+?|CAR|NK|T|natural|killer|regulatory|dendritic|"
    r"derived|mesenchymal|stem|stromal|mononuclear|positive|infused|injected|heterologous|"
    r"undifferentiated|ABCB5)[\s\-]*){0,9}"
    r"(?:cells?|MSCs?|MNCs?|hepatocytes|\w*-?MSCs?|\w*SCs\b|h?ASC|macrophages|Tregs?|islets|"
    r"chondrocytes|(?P<particles>(?:nano)?particles|exosomes|EVs?\b|(?:extracellular )?vesicles)|"
    r"CD34|CD133|progenitors)",
    re.IGNORECASE,
)
_CELLS_BEFORE = re.compile(
    r"(?:cells?|MSCs?|\bdos(?:e|es|age)|stem|transplant|infus|inject|MNC|CD34|CD133|amount)\w*\b"
    r"[^.]{0,70}$",
    re.IGNORECASE,
)
_VOLUME = re.compile(r"^\s*(?:/|in)\s*\d+(?:\.\d+)?\s*m[lL]\b")
_RATE = re.compile(
    r"^[^.;,()]{0,40}?(?:/|\bper)\s*(?:min|h\b|(?:square\s*)?cm|sq|[uµμ]l\b|g\b|gram)",
    re.IGNORECASE,
)
_NOT_CELLS = re.compile(
    r"^\s*(?:/\s*(?:l\b|mm|μl|ul|µl|dl)|(?:platelets?|copies|IU|U/|neutrophil|leu[ck]ocyt|WBC|CFU|"
    r"units?|people|patients|persons?|mg|µg|μg|mcg|viral|vg|deaths|americans|"
    r"of the (?:population|chinese))|%)",
    re.IGNORECASE,
)
_BLOOD_COUNT = re.compile(
    r"(?:platelets?|neutrophil|WBC|leu[ck]ocytes?|ANC|h[ae]moglobin|DNA)\W[^.]{0,30}$",
    re.IGNORECASE,
)


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
        values = [number * 10.0**each for number in _listed(match["list"]) for each in powers]
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
    for match in _E_FORM.finditer(text):
        amount = float(match["m"]) * 10.0 ** int(match["p"])
        yield Quantity(amount, amount, match.start(), match.end(), "as written")


def _in_words(text: str) -> Iterator[Quantity]:
    for match in _WORDS.finditer(text):
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
    for match in _GROUPED.finditer(text):
        amount = _value(match["n"])
        yield Quantity(amount, amount, match.start(), match.end(), "digit groups joined")
    for match in _ONE_GROUP.finditer(text):
        amount = float(re.sub(r"[.,\s]", "", match["n"]))
        yield Quantity(amount, amount, match.start(), match.end(), "digit groups joined")
    for match in _CAPITAL_M.finditer(text):
        amount = float(match["n"]) * 1e6
        yield Quantity(amount, amount, match.start(), match.end(), "M = 1e6")
    for match in _ZEROS.finditer(text):
        amount = _value(match["m"]) * float(match["n"].replace(",", ""))
        if amount == amount:
            yield Quantity(amount, amount, match.start(), match.end(), "as written")
    for match in _LOG.finditer(text):
        powers = [p for p in _listed(match["list"]) if p <= 12]
        if powers:
            note = "log10: 10 to that power"
            yield Quantity(
                10.0 ** min(powers), 10.0 ** max(powers), match.start(), match.end(), note
            )


def quantities(text: str) -> list[Quantity]:
    """Every large number of the text, in reading order; of overlapping ones the longest."""
    found = sorted([*_scientific(text), *_in_words(text)], key=lambda q: (q.start - q.end, q.start))
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


def _unit(text: str, quantity: Quantity) -> tuple[str, int] | None:
    """(unit, end of its words) of a number of cells; None if it counts something else."""
    after, before = text[quantity.end :], text[: quantity.start]
    if _NOT_CELLS.match(after) or _RATE.match(after) or _BLOOD_COUNT.search(before[-60:]):
        return None
    per_kg = _PER_KG.match(after)
    cells = _CELL_WORD.match(after)
    if cells and cells["particles"]:
        end = quantity.end + cells.end()
        weight = re.match(r"\s*(?:/\s*kg|per\s+kg|per\s+kilo\w*)\b", text[end:], re.IGNORECASE)
        return ("particles/kg", end + weight.end()) if weight else ("particles", end)
    if (volume := _VOLUME.match(after)) and _CELLS_BEFORE.search(before):
        return "cells", quantity.end + volume.end()
    if per_kg and (cells or _CELLS_BEFORE.search(before) or re.match(r"\s*/\s*kg", after, re.I)):
        return "cells/kg", quantity.end + per_kg.end()
    per_ml = _PER_ML.match(after)
    if per_ml and (cells or _CELLS_BEFORE.search(before)):
        return "cells/ml", quantity.end + per_ml.end()
    if cells:
        return "cells", quantity.end + cells.end()
    if _CELLS_BEFORE.search(before) and quantity.low >= 1e5:
        return "cells", quantity.end
    return None


def _measured(text: str) -> list[tuple[Quantity, str, int]]:
    """Every number of cells with its unit and where its words end.

    In a list the unit may stand once, at its end: "1x10^6, 10x10^6 and 20x10^6 cells/kg".
    """
    found: list[tuple[Quantity, str, int]] = []
    following: tuple[Quantity, str] | None = None
    for quantity in reversed(quantities(text)):
        unit = _unit(text, quantity)
        if following is not None:
            later, name = following
            if _NEXT.fullmatch(text, quantity.end, later.start):
                unit = (name, quantity.end)
        following = (quantity, unit[0]) if unit else None
        if unit:
            found.append((quantity, *unit))
    return found[::-1]


def write_number(value: float) -> str:
    """A large number as reviews write it: ``5e7``, ``0.5e6`` becomes ``5e5``."""
    mantissa, _, power = f"{value:.3e}".partition("e")
    return f"{float(mantissa):g}e{int(power)}"


def _write_range(low: float, high: float, unit: str) -> str:
    numbers = write_number(low) if low == high else f"{write_number(low)}–{write_number(high)}"
    return f"{numbers} {unit}"


def doses_in(stretch: Stretch) -> Iterator[Fact]:
    """Doses of cells, and volumes of marrow, that a stretch of text states."""
    text = stretch.text
    for quantity, name, end in _measured(text):
        label = _write_range(quantity.low, quantity.high, name)
        span = stretch.passage.span(stretch.start + quantity.start, stretch.start + end)
        fact = Fact(
            "dose",
            label,
            label,
            span,
            low=quantity.low,
            high=quantity.high,
            unit=name,
            flag=_implausible(quantity.low, quantity.high, name),
            formula=quantity.formula,
        )
        yield _volume_times(fact, stretch, quantity.start)
    if "marrow" in text.lower() and collects(text):
        yield from _marrow(stretch)


def _implausible(low: float, high: float, unit: str) -> str | None:
    if unit not in PLAUSIBLE:
        return None
    least, most = PLAUSIBLE[unit]
    if least * 0.999 <= low and high <= most * 1.001:
        return None
    return f"outside {write_number(least)}–{write_number(most)} {unit}"


def _marrow(stretch: Stretch) -> Iterator[Fact]:
    for match in _MARROW.finditer(stretch.text):
        low = float(match["low"])
        high = float(match["high"] or low)
        if not 5 <= low <= high <= 2000:
            continue
        numbers = f"{low:g}" if low == high else f"{low:g}–{high:g}"
        label = f"{numbers} ml of marrow"
        fact = stretch.fact("dose", label, label, match.start(), match.end())
        yield Fact("dose", label, label, fact.span, low=low, high=high, unit="ml of marrow")


def doses(told: Told) -> tuple[Fact, ...]:
    """The doses that a record states; empty where it states none."""
    for tier in told.tiers(3):
        facts = first_of_each([fact for stretch in tier for fact in doses_in(stretch)])
        cells = tuple(fact for fact in facts if fact.unit != "ml of marrow")
        if cells:
            return _without_concentrations(cells)
        if facts:
            return facts
    return ()


def _without_concentrations(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """A concentration tells nothing where the dose itself is given."""
    doses = tuple(fact for fact in facts if fact.unit != "cells/ml")
    return doses or facts


def _volume_times(fact: Fact, stretch: Stretch, start: int) -> Fact:
    """A concentration with its volume just before ("10 ml BMSCs (1e7 cells/ml)") is a dose."""
    first = max(0, start - 60)
    before = stretch.text[first:start]
    volume = re.search(
        r"(?<![\d.])(\d+(?:\.\d+)?)(?:\s*[-–~]\s*(\d+(?:\.\d+)?))?\s*ml\b[^.;]{0,40}$",
        before,
        re.IGNORECASE,
    )
    if fact.unit != "cells/ml" or volume is None or fact.low is None or fact.high is None:
        return fact
    least, most = float(volume[1]), float(volume[2] or volume[1])
    low, high = fact.low * least, fact.high * most
    label = _write_range(low, high, "cells")
    millilitres = f"{least:g}" if least == most else f"{least:g}–{most:g}"
    formula = f"{millilitres} ml × {fact.label}"
    span = stretch.passage.span(stretch.start + first + volume.start(), fact.span.end)
    flag = _implausible(low, high, "cells")
    return Fact("dose", label, label, span, low, high, "cells", flag=flag, formula=formula)


def total(dose: Fact, infusions: Fact) -> Fact | None:
    """The dose of all infusions together, with the formula; None for one infusion or a range."""
    if dose.unit not in PLAUSIBLE or infusions.low is None or infusions.low != infusions.high:
        return None
    times = infusions.low
    if "divided" in infusions.span.text:
        return None  # "6 × 10^7 cells in two divided doses" tells the whole
    if times < 2 or dose.low is None or dose.high is None:
        return None
    label = _write_range(dose.low * times, dose.high * times, dose.unit)
    formula = f"{dose.label} × {times:g} infusions"
    return Fact(
        "dose_total",
        label,
        label,
        dose.span,
        low=dose.low * times,
        high=dose.high * times,
        unit=dose.unit,
        flag="computed: dose × infusions",
        formula=formula,
    )
