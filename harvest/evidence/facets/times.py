"""When something is measured: the days that a text names, in whatever units it counts them.

A week is 7 days, a month 30, a year 365; baseline is day 0. A time is left out where the text says
that it is something else: the window around a visit, the age of a child, a day before the start,
the length of a cycle. What is measured every so often, up to an end, is measured at each of these
times.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth",
)  # fmt: skip
_TENS = {"twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0}
_NUMBERS = {
    **{word: float(number) for number, word in enumerate(_WORDS)},
    **{word: float(number) for number, word in enumerate(_ORDINALS)},
    **_TENS,
    **{
        f"{tens} {_WORDS[ones]}": number + ones
        for tens, number in _TENS.items()
        for ones in range(1, 10)
    },
    "half": 0.5,
    "a": 1.0,
    "an": 1.0,
}
_DAYS = {"y": 365.0, "m": 30.0, "w": 7.0, "d": 1.0, "h": 1 / 24, "min": 1 / 1440}
_MOST = 36500.0
_POINTS = 24  # of what is measured every so often, at the most
_ALIKE = 0.13  # 6 months and 26 weeks, 12 and 52: the same in other words

_ROUNDED = 0.02  # 24 months are not another time than 2 years

_UNIT_WORD = (
    r"(?:days?|dyas|we+ks?|wks?|months?|mon?thes|moths?|mounths?|monhts?|mths?|mons?|mos?|years?|"
    r"yrs?|hours?|hrs?|minutes?|mins?)"
)
_TOKEN = re.compile(
    rf"""(?P<half>\band\s+(?:a\s+)?half\b)
    |(?P<number>
        (?<![.\d])\d+(?:\.\d+)?(?![\d%])(?:\s?(?:st|nd|rd|th)\b)?
        |\b(?:{"|".join(_TENS)})(?:[\s-](?:{"|".join(_WORDS[1:10])}))?\b
        |\b(?:{"|".join((*reversed(_WORDS), *_ORDINALS, "half"))})\b
        |(?:(?<=\bwithin\s)|(?<=\bafter\s)|(?<=\bup\sto\s)|(?<=\bfor\s)|(?<=\bhalf\s)|(?<=\bin\s))
        an?\b)
    |(?P<unit>(?<![A-Za-z]){_UNIT_WORD}(?![A-Za-z])
        |(?<=\d)[dwmyhDWMYH](?![A-Za-z\d'])|(?<=\d\s)[dwmyhDWMYH](?![\w'.-])
        |(?<![A-Za-z\d])[dwmyDWMY](?=\s?\d))
    |(?P<between>[\s,;/&~+\-–—−、，；]+|\b(?:and|or|to|then|through|until)\b)
    |(?P<start>\bbase[\s-]?line\b)
    |(?P<other>[A-Za-z]+|.)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_WINDOW = re.compile(
    r"\s*[(\[]?\s*(?:±|\+\s*/\s*[-−–]|\+[-−–]|\bplus\s+or\s+minus|\bplus/minus|"
    r"\b(?:visit\s+)?window(?:\s+(?:period|of))*)\s*(?:an?\s+)?\d+(?:\.\d+)?(?!\d)"
    r"(?:\s*[)\]](?=\s*[A-Za-z]))?",
    re.IGNORECASE,
)
_ITS_UNIT = re.compile(rf"\s*-?\s*(?:{_UNIT_WORD}|[dwmyh])(?![A-Za-z])", re.IGNORECASE)
_HAS_UNIT = re.compile(
    rf"(?:{_UNIT_WORD}|[dwmyh])[\s-]*(?:\d+(?:\.\d+)?)?\s*[)\]]?\s*$", re.IGNORECASE
)
_BEFORE_START = re.compile(
    rf"(?<![A-Za-z\d)])(?<!\d\s)[-−–]\d+(?:\.\d+)?(?!\d)(?:\s*(?:to|and|or|,|-|–)\s*"
    rf"[-−–]\d+(?:\.\d+)?)*(?:\s*{_UNIT_WORD})?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"(?<=\d)\.(?=\s+{_UNIT_WORD}\b)|(?<=[A-Za-z])\s?[:=#](?=\s?\d)|"
    rf"(?<=\w)\s(?:post-?op(?:erative)?|post-?\w+(?:al|ive|ion)|follow[\s-]?up|consecutive|calendar|full|"
    rf"study|treatment)(?=\s{_UNIT_WORD}\b)"
)
_NUMBER_AND_UNIT = re.compile(rf"\d\s*{_UNIT_WORD}\s*$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([A-Za-z]+)-?$")
_NAMED = re.compile(
    r"\b(?:visits?|phases?|grades?|stages?|parts?|steps?|cohorts?|cycles?|dose|groups?|arms?|"
    r"types?|courses?|v)\s*(?:no\.?\s*)?#?$",
    re.IGNORECASE,
)
_A_UNIT = re.compile(rf"{_UNIT_WORD}|[dwmy]", re.IGNORECASE)
_BESIDE = re.compile(r"\s*[-–—]?\s*")
_UNTIL = re.compile(
    r"(?:\bup\s?to(?: and including)?|\bwithin|\bthrough(?:out)?(?: to)?|\buntil|\btill|"
    r"\bduring|\bover|\bfor|\bmaximum(?: of)?|\bmax\.?|\baverage(?: of)?|\bfirst|"
    r"\bminimum(?: of)?|\bat least|<|≤)"
    r"(?: (?:an?|the|up to|first|next|following|total of|period of|average of|approximately|"
    r"about|maximum of|minimum of|at least))*[\s(~≈]*$",
    re.IGNORECASE,
)
_EVERY = re.compile(r"(?:\bevery|\beach|\bper|\bq|\bintervals? of|\bonce (?:in|per))\s*$", re.I)
_INTERVAL = re.compile(r"[\s-]*(?:ly\b|intervals?\b|apart\b)", re.IGNORECASE)
_TO_END = re.compile(
    r"[\s,;(]*(?:[\w-]+\s+){0,6}?(?:up(?: to)?|for|until|till|through|to|during|over|within)\s*"
    r"(?:(?:an?|the|up to|total of|period of|maximum of|first)\s+)*",
    re.IGNORECASE,
)
_NO_VISIT_AFTER = re.compile(
    r"[\s,-]*(?:post[\s-]?menstrual|post[\s-]?conception\w*|gestation\w*|corrected|adjusted|"
    r"of (?:corrected |gestational |post[\s-]?menstrual )?(?:age|life)\b|old\b|PMA\b|"
    r"(?:chronological|postnatal) age|of gestation)|"
    r"\s*(?:(?:visit |interval )?window\b|(?:before|prior to|preceding)\b(?!\s*(?:and|or|/))|"
    r"[\s-]*(?:treatment )?cycles?\b|of (?:each |every |the )?(?:\d+\S* )?cycle)",
    re.IGNORECASE,
)
_NO_VISIT_BEFORE = re.compile(
    r"\bcycles?(?:\s*\d+[\s,]*|\s*(?:is|are|=|:|of|lasts?|length|duration)[\s\w]{0,10}|\s*\(\s*)$|"
    r"\b(?:last|lasts|lasting|past|previous|preceding|prior|recent)\s+$",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:for|lasting|of)\s+$", re.IGNORECASE)  # "twice a week for 30 minutes"
_BRACKET = re.compile(r"\s*[(\[=]\s*(?:i\.e\.,?|or|approximately|about|~|equals?)?\s*")


class Time(NamedTuple):
    """A time that a text names; ``until`` where it is the end of the period that counts."""

    start: int
    end: int
    days: float
    formula: str
    until: bool = False


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class _Group(NamedTuple):
    """Numbers of one unit, as a text has them one after another."""

    numbers: tuple[float, ...]
    unit: str
    start: int
    end: int

    @property
    def in_days(self) -> tuple[float, ...]:
        letter = "min" if self.unit.lower().startswith("min") else self.unit[0].lower()
        return tuple(number * _DAYS[letter] for number in self.numbers)


@lru_cache(maxsize=1024)  # many outcomes are measured at the same times
def times(text: str, *, clock: bool = True) -> tuple[Time, ...]:
    """Every time of a text in its order; without ``clock`` no hours and minutes.

    In the name of a measurement hours are mostly a part of the name (24-hour urine).
    """
    found: dict[float, Time] = {}
    for each in sorted(_each(text, clock=clock), key=lambda time: time.start):
        found.setdefault(each.days, each)
    return tuple(found.values())


def _each(text: str, *, clock: bool) -> Iterator[Time]:
    bare = _BETWEEN.sub(_blank, _before_start(_without_windows(text)))
    tokens = list(_tokens(bare))
    for token in tokens:
        if token.kind == "start":
            yield Time(token.start, token.end, 0.0, "baseline is day 0")
    groups = [group for run in _runs(tokens) for group in _grouped(run, bare)]
    if not clock:
        groups = [group for group in groups if group.unit[0] not in "hH" and not _minutes(group)]
    last: _Group | None = None
    for place, group in enumerate(groups):
        if _is_no_visit(bare, group):
            continue
        if _is_interval(bare, group):
            yield from _repeated(bare, group, groups[place + 1 : place + 2])
            continue
        if last and len(group.numbers) == 1 and _says_again(bare, last, group):
            continue
        if last and (both := _composite(bare, last, group)):
            yield from _made(bare, last, [both], group.end)
        else:
            following = groups[place + 1] if place + 1 < len(groups) else None
            if following is None or not _composite(bare, group, following):
                yield from _made(bare, group, group.in_days, group.end)
        last = group


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "number":
            before = text[max(0, match.start() - 20) : match.start()]
            word = _WORD_BEFORE.search(before)
            if (word and not _A_UNIT.fullmatch(word[1])) or _NAMED.search(before):
                kind = "other"  # "CA19", "T-2"; "visit 2"
        yield _Token(kind, match.group(), *match.span())


def _minutes(group: _Group) -> bool:
    return group.unit.lower().startswith("min")


def _made(text: str, group: _Group, days: Sequence[float], end: int) -> Iterator[Time]:
    until = _UNTIL.search(text[max(0, group.start - 40) : group.start]) is not None
    for value in days:
        if 0 <= value <= _MOST:
            told = f"{text[group.start : end].strip()}; a month is 30 days, a year 365"
            yield Time(group.start, end, round(value, 4), told, until)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _without_windows(text: str) -> str:
    """The text with blanks for the windows around visits: "day 28 ± 3 days"."""
    for match in _WINDOW.finditer(text):
        end = match.end()
        unit = _ITS_UNIT.match(text, end)
        if unit and _HAS_UNIT.search(text[max(0, match.start() - 30) : match.start()]):
            end = unit.end()
        text = _blanked(text, match.start(), end)
    return text


def _before_start(text: str) -> str:
    """The text with blanks for what lies before the start: "day -7"."""
    for match in _BEFORE_START.finditer(text):
        if not _NUMBER_AND_UNIT.search(text[max(0, match.start() - 20) : match.start()]):
            text = _blanked(text, *match.span())
    return text


def _runs(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    """Numbers and units that stand beside each other."""
    run: list[_Token] = []
    for token in tokens:
        if token.kind in ("number", "unit", "half"):
            run.append(token)
        elif token.kind != "between" and run:
            yield run
            run = []
    if run:
        yield run


def _grouped(run: Sequence[_Token], text: str) -> Iterator[_Group]:
    """The numbers of a run under their units: "day 7, 14 and 3 months" has two groups."""
    first: _Token | None = None  # the unit in front of what follows
    waiting: list[_Token] = []
    for place, token in enumerate(run):
        if token.kind == "number" or (token.kind == "half" and waiting):
            waiting.append(token)
        elif token.kind == "unit":
            beside = waiting and _BESIDE.fullmatch(text, waiting[-1].end, token.start)
            own = waiting[_first_own(waiting, first, token) :] if beside else []
            if first is not None and (kept := waiting[: len(waiting) - len(own)]):
                yield _group(kept, first, first.start, kept[-1].end)
            if own:
                yield _group(own, token, own[0].start, token.end)
            leads = place + 1 < len(run) and run[place + 1].kind == "number" and not own
            first, waiting = token if leads else None, []
    if waiting and first is not None:
        yield _group(waiting, first, first.start, waiting[-1].end)


def _first_own(waiting: Sequence[_Token], first: _Token | None, unit: _Token) -> int:
    """Where in a list the numbers of the unit behind it begin.

    All are its own unless a unit stands in front, too; of "day 0, 3, 6 and 12 months" the first is
    not.
    """
    if first is None:
        return 0
    values = [_value(token.text) for token in waiting]
    later = unit.text[0].lower() in "my" and first.text[0].lower() in "dw"
    if later and values[0] <= 1 and all(each in (3, 6, 9, 12, 18, 24, 36) for each in values[1:]):
        return 1
    return len(waiting) - 1


def _group(numbers: Sequence[_Token], unit: _Token, start: int, end: int) -> _Group:
    values: list[float] = []
    for token in numbers:
        if token.kind == "half" and values:
            values[-1] += 0.5
        elif token.kind == "number":
            values.append(_value(token.text))
    if len(numbers) > 1 and numbers[0].text.lower() in _ORDINALS and not numbers[1].text.isalpha():
        values = values[1:]  # "the first 6 months"
    return _Group(tuple(values), unit.text, start, end)


def _value(text: str) -> float:
    word = " ".join(text.lower().replace("-", " ").split())
    if word in _NUMBERS:
        return _NUMBERS[word]
    return float(re.sub(r"[^\d.]", "", text))


def _is_no_visit(text: str, group: _Group) -> bool:
    before = text[max(0, group.start - 40) : group.start]
    return (
        _NO_VISIT_AFTER.match(text, group.end) is not None
        or _NO_VISIT_BEFORE.search(before) is not None
        or (_minutes(group) and _LASTS.search(before) is not None)
    )


def _is_interval(text: str, group: _Group) -> bool:
    before = text[max(0, group.start - 20) : group.start]
    return _EVERY.search(before) is not None or (
        len(group.numbers) == 1 and _INTERVAL.match(text, group.end) is not None
    )


def _repeated(text: str, every: _Group, then: Sequence[_Group]) -> Iterator[Time]:
    """The times of "every 3 months for 2 years"; none where no end is told."""
    if not then or not every.numbers or len(then[0].numbers) != 1:
        return
    [last], gap = then[0].in_days, every.in_days[-1]
    if not _TO_END.fullmatch(text, every.end, then[0].start) or not 0 < gap < last:
        return
    if last / gap > _POINTS:
        return
    told = f"{text[every.start : then[0].end].strip()}: every {gap:g} days to day {last:g}"
    for number in range(1, int(last / gap * (1 - _ROUNDED)) + 1):
        yield Time(every.start, then[0].end, round(number * gap, 4), told)


def _says_again(text: str, last: _Group, group: _Group) -> bool:
    """Whether brackets say the same in other words: "12 months (52 weeks)"."""
    if not last.numbers or not _BRACKET.fullmatch(text, last.end, group.start):
        return False
    one, other = last.in_days[-1], group.in_days[0]
    return abs(one - other) <= _ALIKE * max(one, other)


def _composite(text: str, one: _Group, other: _Group) -> float | None:
    """The days of "3 years 5 months", which are one time; None of two."""
    if len(one.numbers) != 1 or len(other.numbers) != 1:
        return None
    blank = text[one.end : other.start]
    units = one.unit[0].lower(), other.unit[0].lower()
    if blank.strip() or not blank or units not in (("y", "m"), ("m", "w"), ("m", "d"), ("w", "d")):
        return None
    if not text[one.end - 1].isalpha():
        return None  # "year 2 6 months"
    return one.in_days[0] + other.in_days[0]
