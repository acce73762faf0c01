"""How often: the number of infusions, and the interval between them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from harvest.evidence.facets.other_treatment import names_a_drug_alone, of_something_else
from harvest.evidence.facets.quantities import quantities
from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.sentences import names_cells
from harvest.evidence.reading.tiers import Stretch, Told

_EACH = {"dai": "day", "w": "week", "m": "month"}
_COUNTS = {
    "a": 1, "an": 1, "single": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "once": 1,
    "twice": 2, "thrice": 3, "double": 2, "first": 1, "second": 2, "third": 3, "sixth": 6,
    "twelfth": 12, "fourth": 4, "half": 0.5,
}  # fmt: skip
_GIVES = Cue(
    r"\b(?:re-?)?(?:infus|inject|administ|transplant|deliver|implant|transfus|given|receiv|"
    r"dos(?:e|ing)|treat|therap|inoculat|perfus|intra|i\.v|appl(?:y|ied|ication)|drip|session|instil|inhal|"
    r"frequency|procedure (?:is|was|will be)|via\b)|(?<=\w) vein\b"
)
_NUMBER = (
    r"(?<![\d/.\-–~^×*])(?<!\^ )(?<!10\()(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|twelve)"
)
_ACT = (
    r"(?:dos(?:e|es|age|ages)|does(?= of)|infusions?|injections?|administrations?|"
    r"transplantations?|transfusions?|treatments?|sessions?|applications?|implantations?)"
)
_KIND = (
    r"(?:(?!(?:and|or|plus|with|of|for|to|in|at|via|per|as|point|study|trial|chemotherapy|weeks?|"
    r"months?|days?|years?|hours?|minutes?|min|h|prior|before|after|conventional|additional|"
    r"further|extra|cc|"
    r"who|that|which|when|the|will|would|may|"
    r"receiv\w*|underg\w*|given|million|billion|ratio|different|escalating|increasing|ascending|"
    r"distinct|varying|diabetes|steps?|stages?|control|"
    r"daily|dose|groups?|patients|subjects?|participants?|cells?|solution|m|kg|mg|µg|mcg|ml)\b)"
    r"(?![x×*]|\d)(?:[\w+\-/.]+|\([\w.]{1,8}\))\s+){0,4}?"
)
# "stage 3", "phase 1", "the last two", "one of four": numbers that count no infusions
_NAMED = re.compile(
    r"(?:\b(?:types?|stages?|steps?|levels?|groups?|phases?|weeks?|months?|days?|grades?|arms?|cohorts?|"
    r"parts?|visits?|first|last|next|other|initial|remaining|additional|"
    r"(?:one|each|either|any|both|all|which) of(?: the| these| those)?|than|"
    r"[x×*]|1\s?:|10[Ee])\s*)$",
    re.IGNORECASE,
)
_PART_OF_THEM = re.compile(
    r"\b(?:first|last|next|other|initial|remaining|than|screened|repeated(?: for| up to)?|[x×*]|"
    r"10[Ee])\s*$",  # "repeated 9 times" may be nine or ten in all
    re.IGNORECASE,
)
_COURSES = re.compile(r"courses|cycles", re.IGNORECASE)
_NOT_INFUSIONS = re.compile(
    r"\s*[-\s](?:groups?|arms?|levels?|cohorts?|escalat\w*|finding|ranging|dependent|criteria|"
    r"regimens?)\b",
    re.IGNORECASE,
)
# "two doses established of the product", "three doses (low, middle and high)": levels, not times
_LEVELS = re.compile(
    r"\s*[(:,]?\s*(?:[\w/-]+\s+){0,6}?(?:established|tested|compared|evaluated|studied|explored|"
    r"levels?|cohorts?|escalat\w*|low(?:er)?[\s,-]+(?:dose\s+)?(?:and|or|middle|medium|mid|"
    r"high))\b",
    re.IGNORECASE,
)
_SITES = re.compile(
    r"\b(?:sites?|parts of|per injection|points|\w*myocardi\w*|intracavern\w*|intradermal\w*|"
    r"\w*endocardial|intra-facet|injection volumes?|"
    r"divided (?:into|in)|of \d+(?:\.\d+)?\s*m[lL])\b",
    re.IGNORECASE,
)
_TIMES = Cue(
    rf"\b{_NUMBER}\s*(?:-\s*)?(?:times?|divided doses|consecutive (?:doses|times)|courses|"
    rf"occasions|cycles)\b"
    r"(?!\s*(?:10|[x×]|more|higher|greater|the upper|upper|normal|of the|ULN|body))"
)
_DOSES = Cue(rf"\b{_NUMBER}\s+(?!dose groups|dose cohorts|dose levels){_KIND}{_ACT}\b")
_SINGLE = Cue(
    rf"\b(?:single|one-time|one time|single-time|1-time)[\s-]+{_KIND.replace('cells?|', '')}"
    rf"{_ACT}\b"
)
_ONCE = Cue(
    r"\b(?P<w>once|twice|thrice)\b(?!\s*(?:a|per|every|in|weekly|daily|monthly|each|at|upon|"
    r"again|the|all)\b)"
)
_A_WEEK = Cue(
    r"\b(?P<t>twice|thrice|two times|2 times|three times|3 times)\s+(?:a|per|each|every)\s+week\b|"
    r"\b(?P<t1>twice|thrice)\s+weekly\b"
)
_WEEKS_LONG = re.compile(
    r"\s*,?\s*(?:for|during|x|×|over)\s*(?:a total of |a period of )?"
    r"(?P<n>\d{1,2}|one|two|three|four|six|"
    r"eight|ten|twelve)\s*(?:consecutive )?weeks?\b",
    re.IGNORECASE,
)
_AT_WEEKS = re.compile(
    r"(?:\b(?:at|on|in|baseline)\s+|(?<!\d)[,(:]\s*|\b(?=D[01]\b))(?P<u>weeks?|days?|"
    r"months?|d)\s*(?P<l>\d+(?:\s*(?:\([^)]{1,8}\)\s*)?(?:,\s*and|,|and|&|\.)\s*(?:(?:weeks?|days?|"
    r"months?|d)\s*)?\d+)+)",
    re.IGNORECASE,
)
_A_PART = re.compile(  # "three administrations per cycle", "at day 0, 2, 4 and every 8 weeks"
    r"[\s,]+(?:occurring|each|every|per (?:cycle|course|week|month|year|day)|in (?:each|every)|"
    r"(?:and |then )*(?:every|weekly|monthly|thereafter))\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"\b(?:(?:no|not) (?:more|less|later)|at least|at most|up to|within)\b", re.I)
_AND_AGAIN = Cue(  # "in Day 0 and repeat to apply in Day 90"
    r"\b(?P<u>days?|weeks?|months?)\s*(?P<a>\d{1,3})\b[^.;\d]{0,30}?\b(?:repeat\w*|again|"
    r"second)\b[^.;\d]{0,30}?\b(?P<v>days?|weeks?|months?)\s*(?P<b>\d{1,3})\b(?!\s*[-–,&]|\s+and\b)"
)
_LISTED = re.compile(r"\d\s*(?:\(|,|and|&|\.)", re.IGNORECASE)  # as in all that the former finds
_BASELINE = re.compile(r"\bbaseline\W*$", re.IGNORECASE)
_UNIT = r"(?P<u>days?|weeks?|wks?|months?|mo|years?|yrs?|hours?|hrs?|d|w|h|y|m)"
_EVERY = Cue(
    r"\b(?:every|q(?=\s?\d)|once (?:a|per|every|in|in every)|per|at|each|intervals? of|"
    r"apart|separated by|repeated after)\s*"
    rf"(?P<n>\d{{1,2}}|one|two|three|four|six|other|second|"
    rf"third)?[\s-]*{_UNIT}\b(?:[\s-]*intervals?)?"
)
_DAILY = Cue(rf"\b{_NUMBER}\s+(?:consecutive\s+)?daily\s+(?:intravenous\s+|IV\s+)?{_ACT}\b")
_FOR_SO_LONG = Cue(
    r"(?<!twice )(?<!times )\b(?:(?:once )?(?:a|per|every|each) (?P<e>day|week|month)|"
    r"\bq\s?(?P<q>[wm])\b|(?P<a>dai|week|month)ly(?:\s+(?:[a-z]+\s+)?(?:infus|inject|dos|"
    r"administ)\w+)?),?\s*"
    r"(?:for|during)\s*(?:a (?:period|total) of |a total |"
    r"consecutive |successive )?(?P<n>\d{1,2}|two|three|four|five|six|eight|ten|twelve)[\s-]*"
    r"(?:consecutive |successive )?(?P<u>day|week|month)s?\b"
)
_SO_OFTEN = Cue(  # "weekly × 4", "q4w x3", "once weekly x 3 weeks"
    r"\b(?P<e>(?:bi)?weekly|fortnightly|monthly|every (?:\w+ )?(?:week|month)s?|"
    r"q\s?\d{0,2}\s?[dwm])\b,?\s*[x×X✕]\s*(?P<n>\d{1,2})(?![\d.,]*\s*[x×^]|"
    r"[.,]?\d)(?:\s*(?P<u>day|week|month)s?\b)?"
)
_SHORTHAND = Cue(
    r"\b[qQ](?:\s?(?P<n>\d{1,2})\s?(?P<u>[dDwWmM])|(?P<u1>[wWmM]))(?:k|ks|o)?\b", re.NOFLAG
)
_NUMBER_OF = Cue(
    r"\b(?:infusion|injection|dose|transplantation|treatment|session)s? (?:number|times|frequency)|"
    r"\btotal # (?:of )?(?:doses|infusions|injections)|"
    r"\bnumber of (?:infusions|injections|doses|transplantations|treatments|sessions)"
)
_HOW_MANY = re.compile(
    r"\s*(?::|is|was|=)?\s*(?:up to )?(?P<n>\d{1,2}|one|two|three|four|five|six)\b(?!\s*[-–]\s*\d)",
    re.I,
)
_ADVERB = Cue(r"\b(?P<w>weekly|biweekly|fortnightly|monthly)\b")
_ADVERBS = {"weekly": 7.0, "biweekly": 14.0, "fortnightly": 14.0, "monthly": 30.0}
_SPACED = Cue(
    r"\b(?P<n>\d{1,2}|one|two|three|four|six)[\s-]*(?P<u>days?|weeks?|hours?|"
    r"months?)[\s-]*(?:interval|apart|later)"
)
_BETWEEN = Cue(  # "the interval between each treatment is 3 days"
    r"\binterval (?:between|of|is)\b[^.;\d]{0,40}?\b(?P<n>\d{1,2}|one|two|three|four|six)[\s-]*"
    r"(?P<u>days?|weeks?|months?)\b"
)
_WATCHED = re.compile(r"observ|evaluat|assess|specialist", re.IGNORECASE)
_COUNTING: Sequence[Cue | re.Pattern[str]] = (
    _DAILY,
    _AT_WEEKS,
    _TIMES,
    _DOSES,
    _ONCE,
    _SINGLE,
    _AND_AGAIN,
    _FOR_SO_LONG,
    _SO_OFTEN,
)
_IS_INTERVAL = re.compile(
    r"interval|every|once|apart|separated|repeated|each|week|month|\bq", re.IGNORECASE
)
_DAYS = {"d": 1.0, "w": 7.0, "m": 30.0, "y": 365.0, "h": 1 / 24}


def _as_number(word: str) -> float:
    """The number that a figure or a word ("two", "thrice") stands for."""
    return float(word) if word.isdigit() else float(_COUNTS[word.lower()])


def _listed_times(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", re.sub(r"\([^)]*\)", "", text))]


_RECKONED = (_DAILY, _FOR_SO_LONG, _SO_OFTEN)  # "daily" is part of what they say


@lru_cache(maxsize=256)  # counts and intervals both ask
def _tells(text: str) -> bool:
    """Whether a stretch may tell how often the cells are given: not if it names a drug alone."""
    if _GIVES.search(text) is None and not (_SO_OFTEN.search(text) and names_cells(text)):
        return False
    return not names_a_drug_alone(text)


@lru_cache(maxsize=256)  # counts and totals both ask
def infusions_in(stretch: Stretch) -> tuple[Fact, ...]:
    """How many times a stretch of text says that the cells are given."""
    return tuple(_infusions_in(stretch))


def _infusions_in(stretch: Stretch) -> Iterator[Fact]:
    text = stretch.text
    if not _tells(text):
        return
    for pattern in _COUNTING:
        if pattern is _AT_WEEKS and not _LISTED.search(text):
            continue
        for match in pattern.finditer(text):
            count = _counted(pattern, match)
            if 1 <= count <= 30 and _counts(pattern, text, match):
                formula = f"“{match.group()}”" if pattern in _RECKONED else None
                yield _times(stretch, count, match.start(), match.end(), formula)
    for match in _A_WEEK.finditer(text):
        long = _WEEKS_LONG.match(text, match.end())
        if long and not of_something_else(text, match):
            times = _a_week(match) * _as_number(long["n"])
            told_as = f"“{text[match.start() : long.end()]}”"
            yield _times(stretch, times, match.start(), long.end(), told_as)
    for named in _NUMBER_OF.finditer(text):
        if told := _HOW_MANY.match(text, named.end()):
            yield _times(stretch, _as_number(told["n"]), named.start(), told.end())


def _counts(pattern: Cue | re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    """Whether what a pattern found counts infusions of the cells, and nothing else."""
    if pattern is _ONCE and _once_of_more(text, match):
        return False
    if of_something_else(text, match, apart=pattern in _RECKONED):
        return False
    if pattern is _SINGLE:
        return _NOT_INFUSIONS.match(text, match.end()) is None
    if pattern is _TIMES:
        return not _counts_other_times(text, match)
    if pattern is _AT_WEEKS:
        return _A_PART.match(text, match.end()) is None
    return pattern is not _DOSES or not _counts_no_infusions(text, match)


def _once_of_more(text: str, match: re.Match[str]) -> bool:
    """ "Once the cells are …", or one of two times: "twice, once at surgery and once later"."""
    more = match["w"].lower() == "once" and any(
        other["w"].lower() != "once" for other in _ONCE.finditer(text)
    )
    return more or match.group() == "Once"


def _a_week(match: re.Match[str]) -> float:
    return 2.0 if (match["t"] or match["t1"]).lower() in {"twice", "two times", "2 times"} else 3.0


def _counted(pattern: Cue | re.Pattern[str], match: re.Match[str]) -> float:
    if pattern is _AT_WEEKS:
        times = _listed_times(match["l"])
        before = 0 not in times and _BASELINE.search(match.string[: match.start() + 1])
        return float(len(times) + bool(before))
    if pattern is _ONCE:
        return _as_number(match["w"])
    if pattern is _AND_AGAIN:
        return 2.0 if _gap(match) else 0.0
    if pattern is _FOR_SO_LONG:
        each = (match["e"] or match["a"] or match["q"]).lower()
        same = _EACH.get(each, each) == match["u"].lower()
        return _as_number(match["n"]) if same else 0.0
    if pattern is _SO_OFTEN and match["u"]:
        each = match["e"].lower()
        return _as_number(match["n"]) if each == f"{match['u'].lower()}ly" else 0.0
    return 1.0 if pattern is _SINGLE else _as_number(match["n"])


def _gap(match: re.Match[str]) -> float:
    """The days between two times of one unit, the second later; else 0."""
    same = match["u"][0].lower() == match["v"][0].lower()
    return max(0.0, float(match["b"]) - float(match["a"])) * _DAYS[match["u"][0].lower()] * same


def _levels(text: str, match: re.Match[str]) -> bool:
    """Whether so many doses are levels that are compared, not times that each person is given."""
    if not match.group().lower().endswith(("doses", "dosages")):
        return False
    after = text[match.end() : match.end() + 90]
    if _LEVELS.match(after):
        return True
    listed = {quantity.low for quantity in quantities(after)}
    return len(listed) > 1 and re.match(r"\s*(?:\(|:|,|of\b|at\b|-)", after) is not None


def _counts_no_infusions(text: str, match: re.Match[str]) -> bool:
    """A number of groups or of places in one organ, or part of a name, and not of infusions."""
    return (
        _NAMED.search(text[: match.start()]) is not None
        or (match["n"].isdigit() and int(match["n"]) > 12 and "injection" in match.group().lower())
        or _A_PART.match(text, match.end()) is not None
        or _levels(text, match)
        or _NOT_INFUSIONS.match(text, match.end()) is not None
        or (
            re.search("injection|divided", match.group(), re.IGNORECASE) is not None
            and _SITES.search(_around(text, match)) is not None
        )
    )


def _counts_other_times(text: str, match: re.Match[str]) -> bool:
    """ "The last two times", "screened four times", courses of a drug."""
    courses = _COURSES.search(match.group()) and not names_cells(_around(text, match))
    divided = "divided" in match.group() and _SITES.search(_around(text, match)) is not None
    return _PART_OF_THEM.search(text[: match.start()]) is not None or bool(courses) or divided


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 50) : match.end() + 50]


def _times(
    stretch: Stretch, count: float, start: int, end: int, formula: str | None = None
) -> Fact:
    label = f"{count:g}"
    span = stretch.fact("infusions", label, label, start, end).span
    return Fact("infusions", label, label, span, low=count, high=count, formula=formula)


def infusions(told: Told) -> tuple[Fact, ...]:
    """How many times the cells are given; several values where arms differ."""
    for tier in told.tiers(3):
        facts = first_of_each([fact for stretch in tier for fact in infusions_in(stretch)])
        if facts:
            several = tuple(fact for fact in facts if fact.value != "1")
            repeats = any("repeat" in stretch.text.lower() for stretch in tier)
            return several if several and repeats else facts
    return ()


def intervals(told: Told) -> tuple[Fact, ...]:
    """The days between two infusions."""
    for tier in told.tiers(3):
        facts = first_of_each([fact for stretch in tier for fact in _intervals_in(stretch)])
        if facts:
            return facts
    return ()


def _intervals_in(stretch: Stretch) -> Iterator[Fact]:
    text = stretch.text
    if not _tells(text):
        return
    yield from _between(stretch)
    for match in _AT_WEEKS.finditer(text) if _LISTED.search(text) else ():
        units = {unit.lower() for unit in re.findall(r"day|week|month", match["l"], re.I)}
        if units - {match["u"].lower().rstrip("s")}:
            continue  # "day 0 and month 3"
        times = _listed_times(match["l"])
        gaps = {later - earlier for earlier, later in pairwise(times)}
        if len(gaps) == 1 and min(gaps) > 0:
            yield _interval(stretch, gaps.pop() * _DAYS[match["u"][0].lower()], match)
    for match in _AND_AGAIN.finditer(text):
        if (days := _gap(match)) and not of_something_else(text, match):
            yield _interval(stretch, days, match)
    for match in _A_WEEK.finditer(text):
        if not match["t1"] and not of_something_else(text, match):
            yield _interval(stretch, round(7 / _a_week(match), 1), match)
    for match in _ADVERB.finditer(text):
        often = re.search(r"\b(twice|thrice|times|every other)\s+$", text[: match.start()], re.I)
        parts = {"twice": 2, "thrice": 3}.get(often[1].lower(), 0) if often else 1
        watched = _WATCHED.search(_around(text, match))
        if parts and not watched and not of_something_else(text, match):
            yield _interval(stretch, _ADVERBS[match["w"].lower()] / parts, match)


def _between(stretch: Stretch) -> Iterator[Fact]:
    """Intervals that are told as such: "every 4 weeks", "two weeks apart", "q2w"."""
    text = stretch.text
    for pattern in (_EVERY, _SPACED, _BETWEEN, _SHORTHAND):
        for match in pattern.finditer(text):
            word = match["n"] or "1"
            if pattern is _EVERY and not _IS_INTERVAL.search(match.group()):
                continue
            if (
                match.group().lower().startswith(("at ", "per "))
                and "interval" not in match.group()
            ):
                continue
            factor = 2.0 if word.lower() == "other" else _as_number(word)
            unit = match["u"] or match.groupdict()["u1"]
            days = factor * _DAYS[unit[0].lower()]
            if days <= 1 and not names_cells(text):
                continue  # what is taken once a day is mostly another drug
            watched = _WATCHED.search(_around(text, match))
            limit = _LIMIT.search(text[: match.start()][-25:])
            if 1 <= days <= 400 and not (watched or limit or of_something_else(text, match)):
                yield _interval(stretch, days, match)


def _interval(stretch: Stretch, days: float, match: re.Match[str]) -> Fact:
    label = f"{days:g} days"
    span = stretch.fact("interval", label, label, match.start(), match.end()).span
    return Fact("interval", label, label, span, low=days, high=days, unit="days", days=(days,))
