"""Numbers with the units of time that they count, as a text has them one after another."""

import re
from collections.abc import Iterator, Sequence
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
    "half a": 0.5,
    "a": 1.0,
    "an": 1.0,
}
_DAYS = {
    **{"y": 365.0, "m": 30.0, "w": 7.0, "d": 1.0, "h": 1 / 24, "min": 1 / 1440},
    **{"a": 365.0, "q": 90.0, "p": 1.0},  # annually, quarterly, POD: the day after an operation
}

_UNIT_WORD = (
    r"(?:days?|dyas|we+ks?|wks?|months?|mon?thes|moths?|mounths?|monhts?|mths?|mons?|mos?|years?|"
    r"yrs?|hours?|hrs?|minutes?|mins?)"
)
_AND_HALF = r"(?:\band|&)\s+(?:an?\s+)?half\b"
_OFTEN = r"(?:(?:week|month|year)ly|annually|quarterly)"
_NUMBER = rf"(?:\d+(?:\.\d+)?|(?:{'|'.join((*_TENS, *reversed(_WORDS)))})\b)"
_TOKEN = re.compile(
    rf"""(?P<half>{_AND_HALF})
    |(?P<number>
        (?<![.\d])\d+(?:\.\d+)?(?![\d%])(?:\s?(?:st|nd|rd|th)\b|\s?½|\s1/2(?![\d/]))?
        |\b(?:{"|".join(_TENS)})(?:[\s-](?:{"|".join(_WORDS[1:10])}))?\b
        |\b(?:{"|".join((*reversed(_WORDS), *_ORDINALS))})\b|\bhalf(?:\s+a)?\b|½
        |(?:(?<=\bwithin\s)|(?<=\bafter\s)|(?<=\bup\sto\s)|(?<=\bfor\s)|(?<=\bin\s))
        an?\b)
    |(?P<unit>(?<![A-Za-z]){_UNIT_WORD}(?![A-Za-z])(?:\s+{_AND_HALF}(?!\s+(?:of|the)\b))?
        |(?<!\bbi)(?<!\bbi-)(?<!\bsemi-)(?<![A-Za-z]){_OFTEN}\b
        |(?<![A-Za-z])POD(?=\s?\#?\d)|(?<=\d)mouths\b|(?<=\d\s)mouths\b
        |(?<=\d)[dwmyhDWMYH](?![A-Za-z\d'])|(?<=\d\s)[dwmyhDWMYH](?![\w'.-])
        |(?<![A-Za-z\d])[dwmyDWMY](?=\s?\+?\d))
    |(?P<between>&|[\s,;/~+\-–—−、，；]+|\b(?:and|or|to|then|through|until)\b)
    |(?P<start>\bbase[\s-]?line\b)
    |(?P<other>[A-Za-z]+|.)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_WINDOW = re.compile(
    r"(?<!\s)\s*(?:[(\[]\s*)?(?:±|\+\s*/\s*[-−–]|\+[-−–]|\bplus\s+or\s+minus|\bplus/minus|"
    r"\b(?:visit\s+)?window(?:\s+(?:period|of|is))*:?)\s*(?:an?\s+)?\d+(?:\.\d+)?(?!\d)"
    r"(?:\s*[)\]](?=\s*[A-Za-z]))?",
    re.IGNORECASE,
)
_ITS_UNIT = re.compile(rf"\s*(?:-\s*)?(?:{_UNIT_WORD}|[dwmyh])(?![A-Za-z])", re.IGNORECASE)
_HAS_UNIT = re.compile(
    rf"(?:{_UNIT_WORD}|[dwmyh])[\s-]*(?:\d+(?:\.\d+)?)?\s*[)\]]?\s*$|"
    rf"(?:^|[,;:(]|\b(?:at|on|and|to|of))\s*{_UNIT_WORD}"
    r"(?:[\s\d.,&/–-]|\band\b|\bor\b|\bto\b)*$",
    re.IGNORECASE,
)
_BEFORE_START = re.compile(
    rf"(?<![A-Za-z\d)])(?<!\d\s)[-−–]\d+(?:\.\d+)?(?!\d)(?:\s*(?:to|and|or|,|-|–)\s*"
    rf"[-−–]\d+(?:\.\d+)?)*(?:\s*{_UNIT_WORD})?",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\s*\)")
_SAID_TWICE = re.compile(
    rf"(?<![\w.])({_NUMBER})(\s*\(\s*({_NUMBER})\s*\))(?=[\s-]*{_UNIT_WORD}\b)", re.IGNORECASE
)
_BETWEEN = re.compile(
    rf"(?<=\d)\.(?=\s+{_UNIT_WORD}\b)|(?<=[A-Za-z])\(s\)|(?<=[A-Za-z])\s?[:=#](?=\s?\d)|"
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
_ENDS_IN_HALF = re.compile(r"\bhalf$", re.IGNORECASE)
_HALF = re.compile(r"\s?½|\s1/2$")
_BESIDE = re.compile(r"\s*(?:[-–—,]\s*)?")
_OFTEN_WORD = re.compile(_OFTEN, re.IGNORECASE)
_IN_TURN = re.compile(r"\b(?:every|each|once (?:a|in a|per))\s+$", re.IGNORECASE)


class Token(NamedTuple):
    """A piece of a text, by its kind: number, half, unit, between, start, other."""

    kind: str
    text: str
    start: int
    end: int


class Group(NamedTuple):
    """Numbers of one unit; ``often`` where the unit tells an interval: monthly, each week."""

    numbers: tuple[float, ...]
    unit: str
    start: int
    end: int
    often: bool = False

    @property
    def minutes(self) -> bool:
        """Whether its unit is the minute."""
        return self.unit.lower().startswith("min")

    @property
    def hours(self) -> bool:
        """Whether its unit is the hour."""
        return self.unit[0] in "hH"

    @property
    def in_days(self) -> tuple[float, ...]:
        """Its numbers as days."""
        letter = "min" if self.minutes else self.unit[0].lower()
        return tuple(number * _DAYS[letter] for number in self.numbers)


def bare(text: str) -> str:
    """The text as long as it was, with blanks for what is no time of its own."""
    return _BETWEEN.sub(_blank, _said_once(_before_start(_without_windows(text))))


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a bare text in their order."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "number":
            before = text[max(0, match.start() - 20) : match.start()]
            word = _WORD_BEFORE.search(before)
            if (word and not _A_UNIT.fullmatch(word[1])) or _NAMED.search(before):
                kind = "other"  # "CA19", "T-2"; "visit 2"
        yield Token(kind, match.group(), *match.span())


def groups(pieces: Sequence[Token], text: str) -> list[Group]:
    """All numbers that have a unit, among the pieces of a bare text."""
    return [group for run in _runs(pieces) for group in _grouped(run, text)]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _without_windows(text: str) -> str:
    """The text with blanks for the windows around visits: "day 28 ± 3 days"."""
    for match in _WINDOW.finditer(text):
        end = match.end()
        unit = _ITS_UNIT.match(text, end)
        if unit and _HAS_UNIT.search(text[max(0, match.start() - 80) : match.start()]):
            end = unit.end()
        if closing := "(" in match.group() and _CLOSING.match(text, end):
            end = closing.end()
        text = _blanked(text, match.start(), end)
    return text


def _said_once(text: str) -> str:
    """The text with blanks for numbers said again in brackets: "six (6) months"."""
    for match in _SAID_TWICE.finditer(text):
        if _value(match[1]) == _value(match[3]):
            text = _blanked(text, *match.span(2))
    return text


def _before_start(text: str) -> str:
    """The text with blanks for what lies before the start: "day -7"."""
    for match in _BEFORE_START.finditer(text):
        if not _NUMBER_AND_UNIT.search(text[max(0, match.start() - 20) : match.start()]):
            text = _blanked(text, *match.span())
    return text


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Numbers and units that stand beside each other."""
    run: list[Token] = []
    for token in tokens:
        if token.kind in ("number", "unit", "half"):
            run.append(token)
        elif token.kind != "between" and run:
            yield run
            run = []
    if run:
        yield run


def _grouped(run: Sequence[Token], text: str) -> Iterator[Group]:
    """The numbers of a run under their units: "day 7, 14 and 3 months" has two groups."""
    first: Token | None = None  # the unit in front of what follows
    waiting: list[Token] = []
    for place, token in enumerate(run):
        if token.kind == "number" or (token.kind == "half" and waiting):
            waiting.append(token)
        elif token.kind == "unit":
            before_number = place + 1 < len(run) and run[place + 1].kind == "number"
            beside = waiting and _BESIDE.fullmatch(text, waiting[-1].end, token.start)
            if before_number and beside and ("," in beside[0] or (first and len(waiting) == 1)):
                beside = None  # "day 1 day 7", "day 1, 2, day 7": of the unit in front
            own = waiting[_first_own(waiting, first, token) :] if beside else []
            if first is not None and (kept := waiting[: len(waiting) - len(own)]):
                yield _group(kept, first, first.start, kept[-1].end)
            if own:
                yield _group(own, token, own[0].start, token.end)
            elif _OFTEN_WORD.fullmatch(token.text) or _IN_TURN.search(text[: token.start]):
                yield Group((1.0,), token.text, token.start, token.end, often=True)
                before_number = False
            first, waiting = token if before_number and not own else None, []
    if waiting and first is not None:
        yield _group(waiting, first, first.start, waiting[-1].end)


def _first_own(waiting: Sequence[Token], first: Token | None, unit: Token) -> int:
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


def _group(numbers: Sequence[Token], unit: Token, start: int, end: int) -> Group:
    values: list[float] = []
    for token in numbers:
        if token.kind == "half" and values:
            values[-1] += 0.5
        elif token.kind == "number":
            values.append(_value(token.text))
    if len(values) > 1 and _is_ordinal(numbers[0]) and not _is_ordinal(numbers[1]):
        values = values[1:]  # "the first 6 months"
    if _ENDS_IN_HALF.search(unit.text):
        values[-1] += 0.5
    often = _OFTEN_WORD.fullmatch(unit.text) is not None
    return Group(tuple(values), unit.text, start, end, often)


def _is_ordinal(number: Token) -> bool:
    return number.text.lower() in _ORDINALS


def _value(text: str) -> float:
    word = " ".join(text.lower().replace("-", " ").split())
    if word in _NUMBERS:
        return _NUMBERS[word]
    whole = _HALF.sub("", text)
    return float(re.sub(r"[^\d.]", "", whole) or 0) + (0.5 if whole != text else 0.0)
