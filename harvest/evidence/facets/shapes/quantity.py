"""The shape of a quantity: a number with one of its units, made one unit by a formula."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from harvest.evidence.facets.shapes.places import Piece, in_first_part
from harvest.evidence.facets.shapes.term import denied
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.vocabulary import Vocabulary, phrases
from harvest.facets import FORMULA, Facet, Unit

_NUMBER = (
    r"(?<!\d,)\d{1,3}(?:[,\s]\d{3})+(?![\d.])|"  # 1,500
    r"(?<!\d,)(?:0,\d{1,2}|\d{1,3},\d)(?![\d,])|"  # 7,5 as in much of Europe
    r"\d{1,7}(?:[.·]\d{1,4})?|\.\d{1,3}"
)
_ONE = rf"(?:{_NUMBER})"
_AT_MOST = r"[<≤]\s?=?\s*"
_BETWEEN = rf"\s*(?:(?:-|–|—|~|to|up to)\s*(?:{_AT_MOST})?|(?:,|and|but|, and|, but)?\s*{_AT_MOST})"
_LIST = r"\s*(?:,\s*(?:and|or)?|/|and|or|,?\s*vs\.?|versus|then|;)\s*"
_COMPARED = (
    r"(?P<compared>[<>]\s?=?|[≤≥]|(?:not? )?(?:more|greater|higher|less|lower|fewer) than"
    r"(?: or equal to)?|at (?:least|most)|above|over|exceeding|below|under|up to|between)?\s*"
)
_DOWNWARDS = re.compile(
    r"<|≤|at most|less|lower|fewer|below|under|up to|not? (?:more|greater|higher)", re.IGNORECASE
)
_WITHOUT_IT = re.compile(  # the number itself does not count
    r"[<>]$|(?:more|greater|higher|less|lower|fewer) than$|above|over|exceeding|below|under",
    re.IGNORECASE,
)
_SIGNS = {(False, False): "≥ ", (False, True): "> ", (True, False): "≤ ", (True, True): "< "}
_OR_SO = re.compile(
    r"\s*\(?(?:or|and) (?:(?P<up>more|greater|higher|above|over)|less|lower|fewer|below|under)"
    r"\b(?!\s*\d)",
    re.IGNORECASE,
)
_NEAR = 60  # characters between a number and what it is said to be of
_AROUND = 30  # characters on either side in which a word is near
_STOP = re.compile(r"[.;]\s|\n\s*(?:\n|[*•–-]|\d{1,2}[.)])")  # a sentence's end, an item of a list


class _Reader(NamedTuple):
    """What finds the numbers of a facet; ``units`` by the group that each matches.

    ``near`` finds the words of which a unit asks for one, ``ranges`` from where to where it goes in
    what was found, and ``between`` the same behind that word, where "and" says it as well.
    """

    numbers: re.Pattern[str]
    units: dict[str, Unit]
    of: Vocabulary | None
    near: dict[tuple[str, ...], Vocabulary]
    ranges: re.Pattern[str]
    between: re.Pattern[str]


@lru_cache
def _reader(facet: Facet) -> _Reader:
    spelt = [
        (spelling, number)
        for number, unit in enumerate(facet.unit)
        for spelling in unit.spelt
        if spelling and not unit.before
    ]
    spelt.sort(key=lambda each: -len(each[0]))
    bare = [number for number, unit in enumerate(facet.unit) if "" in unit.spelt]
    units: dict[str, Unit] = {}
    choices = []
    for place, (spelling, number) in enumerate(spelt):
        units[f"u{place}"] = facet.unit[number]
        choices.append(rf"(?P<u{place}>{_spelling(spelling)})")
    after = rf"[\s-]?\s?(?:{'|'.join(choices)})" if choices else r"(?!)"
    if bare:
        units["bare"] = facet.unit[bare[0]]
        after = rf"(?:{after}|(?P<bare>)(?![\w%°]|\s*(?:%|\w+/|[×x]\s?10|{_COUNTED})))"
    spellings = "|".join(_spelling(each) for each, _ in spelt) or r"(?!)"
    with_unit = rf"\s?(?:{spellings})"
    plain = "|".join(_spelling(each) for each, number in spelt if not facet.unit[number].near)
    again = rf"(?=\s*/\s*{_ONE}\s?(?:{plain or '(?!)'}))"  # 6 mg/8 mg, but not 1 mg/20 ml
    more = rf"(?:(?:{with_unit}(?!\s*/)|{with_unit}{again}|){_LIST}{_ONE})"
    then = rf"(?:{with_unit})?{_BETWEEN}"
    listed = rf"(?P<list>{_ONE}(?:(?:{then}{_ONE})|{more}){{0,6}})"
    numbers = rf"(?<![\w.,/·^-])(?<![A-Za-z]-){_COMPARED}{listed}{after}"
    of = Vocabulary([phrases(facet, "of", facet.of)]) if facet.of else None
    asked = {unit.near for unit in facet.unit if unit.near}
    near = {words: Vocabulary([phrases(facet, "near", words)]) for words in asked}
    if first := [unit for unit in facet.unit if unit.before]:
        units["first"] = first[0]
        words = "|".join(_spelling(each) for unit in first for each in unit.spelt)
        before = rf"(?P<first>{words})\s*(?:of|=|:)?\s*(?P<alone>{_ONE}(?:{_BETWEEN}{_ONE})?)"
        numbers = rf"{numbers}|(?<!\w){before}(?![\w%])"
    ranges, between = (
        re.compile(rf"({_ONE})(?:(?:{joined})({_ONE}))?", re.IGNORECASE)
        for joined in (then, rf"{then}|(?:{with_unit})?\s*and\s*")
    )
    return _Reader(re.compile(numbers, re.IGNORECASE), units, of, near, ranges, between)


_COUNTED = (
    r"(?:days?|weeks?|months?|years?|hours?|hrs?|min|patients|participants|subjects|times|mg|kg)\b"
)


def _spelling(spelling: str) -> str:
    """A unit as it may stand behind its number."""
    word = re.escape(spelling).replace(r"\*", r"[a-z]*").replace(r"\ ", r"\s?")
    return rf"{word}s?(?!\w|\s?/\s?[a-z])" if spelling[-1].isalpha() else rf"{word}(?!\w)"


def quantities_of(record: RecordText, facet: Facet) -> tuple[Fact, ...]:
    """The numbers of the facet in the first of its ``parts`` that has some."""
    reader = _reader(facet)

    def find(piece: Piece) -> Iterator[Fact]:
        if not any(map(str.isdigit, piece.text)):
            return
        named = [(hit.start, hit.end) for hit in reader.of.find(piece.text)] if reader.of else []
        if reader.of and not named:
            return
        for match in reader.numbers.finditer(piece.text):
            if reader.of is None or _is_of(piece.text, match, named):
                yield from _facts(piece, facet, match, reader)

    return in_first_part(record, facet, find)


def _is_of(text: str, match: re.Match[str], named: list[tuple[int, int]]) -> bool:
    """Whether a number stands behind, or right before, what it is to be a number of."""
    if any(start < match.end() and match.start() < end for start, end in named):
        return False  # the number is part of the name: SLEDAI-2K
    for start, end in named:
        between = text[end : match.start()] if end <= match.start() else text[match.end() : start]
        if end > match.start() and between.startswith((")", ".")):
            continue  # the number of an item of a list: 2) SLEDAI
        near = _NEAR if end <= match.start() else _NEAR // 3
        if len(between) <= near and not _STOP.search(between) and not re.search(r"\d", between):
            return True
    return False


def _is_near(text: str, match: re.Match[str], words: Vocabulary | None) -> bool:
    """Whether one of the words that a unit asks for, if it asks for any, is around."""
    around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    return words is None or words.mentions(around)


def _facts(piece: Piece, facet: Facet, match: re.Match[str], reader: _Reader) -> Iterator[Fact]:
    group = next(name for name in reader.units if match[name] is not None)
    unit = reader.units[group]
    if denied(piece.text, match.start()):
        return
    if not _is_near(piece.text, match, reader.near.get(unit.near)):
        return
    compared = (match["compared"] or "").strip()
    ranges = reader.between if compared.lower() == "between" else reader.ranges
    listed, end = "list" if match["list"] else "first", match.end()
    sign = ""
    if compared and ranges is reader.ranges:
        sign = _SIGNS[bool(_DOWNWARDS.match(compared)), bool(_WITHOUT_IT.match(compared))]
    elif said := _OR_SO.match(piece.text, end):
        sign, end = _SIGNS[said["up"] is None, False], said.end()
    for low, high in ranges.findall(_numbers(match)):
        first, last = _value(low, unit), _value(high or low, unit)
        if last < first or first == 0 == last:
            continue
        bound = "" if high else sign
        label = (
            f"{bound}{_written(first)}{f'–{_written(last)}' if high else ''} {unit.name}".strip()
        )
        flag = None
        if facet.plausible and not facet.plausible[0] <= first <= last <= facet.plausible[1]:
            flag = f"outside {facet.plausible[0]:g}–{facet.plausible[1]:g} {unit.name}".strip()
        fact = piece.fact(facet, label, label, match.start(listed), end)
        yield Fact(
            fact.facet, label, label, fact.span,
            None if bound in {"≤ ", "< "} else first, None if bound in {"≥ ", "> "} else last,
            unit.name or None,
            flag=flag, formula=_formula(unit, low, high),
        )  # fmt: skip


def _numbers(match: re.Match[str]) -> str:
    return str(match["list"] or match.groupdict()["alone"])


def _number(text: str) -> float:
    decimal = re.sub(r"^(0|\d{1,3}(?=,\d$)),", r"\1.", text)
    return float(re.sub(r"[,\s]", "", decimal).replace("·", "."))


def _value(text: str, unit: Unit) -> float:
    """A number in the unit that the formula makes."""
    value = _number(text)
    told = FORMULA.fullmatch(unit.formula)
    assert told is not None, "seen when the pack was read"
    if told["times"]:
        factor = float(told["factor"])
        value = value * factor if told["times"] == "*" else value / factor
    if told["plus"]:
        value += float(told["offset"]) * (1 if told["plus"] == "+" else -1)
        return float(f"{value:.3g}")  # two scales never agree to more digits
    return float(f"{value:.6g}")


def _written(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def _formula(unit: Unit, low: str, high: str) -> str:
    if unit.formula == "x":
        return "as written"
    written = [f"{unit.formula.replace('x', each)}" for each in (low, high) if each]
    return "; ".join(f"{each} {unit.name}" for each in written)
