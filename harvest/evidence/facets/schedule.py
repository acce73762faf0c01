"""How often: the number of infusions, the interval between them, and the times of measurement."""

import re
from collections.abc import Iterator
from itertools import pairwise

from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import Passage
from harvest.evidence.reading.sentences import names_cells
from harvest.evidence.reading.tiers import Stretch, Told

_COUNTS = {
    "a": 1, "an": 1, "single": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "once": 1,
    "twice": 2, "thrice": 3, "double": 2, "first": 1, "second": 2, "third": 3, "sixth": 6,
    "twelfth": 12, "fourth": 4, "half": 0.5,
}  # fmt: skip
_GIVES = re.compile(
    r"\b(?:re-?)?(?:infus|inject|administ|transplant|deliver|implant|transfus|given|receiv|dos(?:e|ing)|"
    r"treat|therap|inoculat|perfus|intra|i\.v|application|session|instil|inhal|via\b|\w+ vein\b)",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?<![\d/.\-–~^×*])(?<!\^ )(?<!10\()(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|twelve)"
)
_ACT = (
    r"(?:dos(?:e|es|age|ages)|does(?= of)|infusions?|injections?|administrations?|"
    r"transplantations?|"
    r"transfusions?|treatments?|sessions?|applications?|implantations?)"
)
_KIND = (
    r"(?:(?!(?:and|or|plus|with|of|for|to|in|at|via|per|as|point|study|trial|chemotherapy|weeks?|months?|days?|"
    r"years?|hours?|minutes?|min|h|prior|before|after|conventional|additional|further|extra|cc|who|that|which|when|the|will|would|may|"
    r"receiv\w*|underg\w*|given|million|billion|ratio|different|diabetes|steps?|stages?|control|"
    r"daily|dose|groups?|patients|subjects?|participants?|cells?|solution|m|kg|mg|µg|mcg|ml)\b)"
    r"(?![x×*]|\d)[\w+\-/.]+\s+){0,4}?"
)
# "stage 3", "phase 1", "the last two", "one of four": numbers that count no infusions
_NAMED = re.compile(
    r"(?:\b(?:types?|stages?|levels?|groups?|phases?|weeks?|months?|days?|grades?|arms?|cohorts?|parts?|"
    r"visits?|first|last|next|other|initial|remaining|additional|(?:one|each|either|any) of|than|"
    r"[x×*]|1\s?:|10[Ee])\s*)$",
    re.IGNORECASE,
)
_PART_OF_THEM = re.compile(
    r"\b(?:first|last|next|other|initial|remaining|than|screened|[x×*]|10[Ee])\s*$", re.IGNORECASE
)
_COURSES = re.compile(r"courses|cycles", re.IGNORECASE)
_NOT_INFUSIONS = re.compile(
    r"\s*[-\s](?:groups?|arms?|levels?|cohorts?|escalat\w*|finding|ranging|dependent|criteria|"
    r"regimens?)\b",
    re.IGNORECASE,
)
_SITES = re.compile(
    r"\b(?:sites?|per injection|points|myocardi\w*|\w*endocardial|intra-facet|injection volumes?|"
    r"divided (?:into|in)|of \d+(?:\.\d+)?\s*m[lL])\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"\b{_NUMBER}\s*(?:-\s*)?(?:times?|divided doses|consecutive doses|courses|occasions|"
    rf"cycles)\b(?!\s*(?:10|[x×]|more|higher|greater|the upper|upper|normal|of the|ULN|body))",
    re.IGNORECASE,
)
_DOSES = re.compile(
    rf"\b{_NUMBER}\s+(?!dose groups|dose cohorts|dose levels){_KIND}{_ACT}\b", re.IGNORECASE
)
_SINGLE = re.compile(
    rf"\b(?:single|one-time|one time|single-time|1-time)\s+{_KIND}{_ACT}\b", re.IGNORECASE
)
_ONCE = re.compile(
    r"\b(?P<w>once|twice|thrice)\b(?!\s*(?:a|per|every|in|weekly|daily|monthly|each|at|upon|"
    r"again|the|all)\b)",
    re.IGNORECASE,
)
_AT_WEEKS = re.compile(
    r"(?:\b(?:at|on|baseline)\s+|(?<!\d)[,(]\s*|\b(?=D[01]\b))(?P<u>weeks?|days?|"
    r"months?|d)\s*(?P<l>\d+(?:\s*(?:\([^)]{1,8}\)\s*)?(?:,\s*and|,|and|&)\s*(?:(?:weeks?|days?|"
    r"months?|d)\s*)?\d+)+)",
    re.IGNORECASE,
)
_BASELINE = re.compile(r"\bbaseline\W*$", re.IGNORECASE)
_UNIT = r"(?P<u>days?|weeks?|wks?|months?|mo|years?|yrs?|hours?|hrs?|d|w|h|y|m)"
_EVERY = re.compile(
    r"\b(?:every|once (?:a|per|every|in|in every)|per|at|each|interval of|intervals of|apart)\s*"
    rf"(?P<n>\d{{1,2}}|one|two|three|four|six|other|second|"
    rf"third)?[\s-]*{_UNIT}\b(?:[\s-]*intervals?)?",
    re.IGNORECASE,
)
_FOR_SO_LONG = re.compile(
    r"(?<!twice )(?<!times )\b(?:(?:once )?(?:a|per|every|each) (?P<e>day|week|month)|"
    r"(?P<a>week|month)ly(?:\s+(?:[a-z]+\s+)?(?:infus|inject|dos|administ)\w+)?),?\s*"
    r"(?:for|during)\s*(?:a (?:period|total) of |a total |"
    r"consecutive |successive )?(?P<n>\d{1,2}|two|three|four|five|six|eight|ten|twelve)[\s-]*"
    r"(?:consecutive |successive )?(?P<u>day|week|month)s?\b",
    re.IGNORECASE,
)
_SO_OFTEN = re.compile(  # "weekly × 4", "q4w x3", "once weekly x 3 weeks"
    r"\b(?P<e>(?:bi)?weekly|fortnightly|monthly|every (?:\w+ )?(?:week|month)s?|"
    r"q\s?\d{1,2}\s?[dwm])\b,?\s*[x×X✕]\s*(?P<n>\d{1,2})(?![\d.,]*\s*[x×^]|[.,]?\d)(?:\s*(?P<u>day|week|month)s?\b)?",
    re.IGNORECASE,
)
_SHORTHAND = re.compile(r"\b[qQ]\s?(?P<n>\d{1,2})\s?(?P<u>[dDwWmM])\b")
_NUMBER_OF = re.compile(
    r"\b(?:infusion|injection|dose|transplantation|treatment|session)s? (?:number|times|frequency)|"
    r"\bnumber of (?:infusions|injections|doses|transplantations|treatments|sessions)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"\s*(?::|is|was|=)?\s*(?:up to )?(?P<n>\d{1,2}|one|two|three|four|five|six)\b(?!\s*[-–]\s*\d)",
    re.I,
)
_ADVERB = re.compile(r"\b(?P<w>weekly|biweekly|fortnightly|monthly)\b", re.IGNORECASE)
_ADVERBS = {"weekly": 7.0, "biweekly": 14.0, "fortnightly": 14.0, "monthly": 30.0}
_SPACED = re.compile(
    r"\b(?P<n>\d{1,2}|one|two|three|four|six)[\s-]*(?P<u>days?|weeks?|"
    r"months?)[\s-]*(?:interval|apart|later)",
    re.IGNORECASE,
)
_OTHER_TREATMENT = re.compile(
    r"G-?CSF|granulocyte|filgrastim|neupogen|plasma exchange|chemotherap|apheres|aspirat|follow|"
    r"visit|laborator|examin|diuretic|tablet|\bmg\b|daily|higher|upper limit|monitor|"
    r"wound control|prednis|tacrolimus|rituximab|cyclophosph|after transplant",
    re.IGNORECASE,
)
_OF_CELLS = re.compile(  # "three doses of CD133+ cells", not "of 50 million", "of HRT after MSC"
    r"\s+of\s+(?=[A-Z])(?!.*\b(?:following|after|before|preceding|with)\b)", re.I
)
_WATCHED = re.compile(r"observ|evaluat|assess|specialist", re.IGNORECASE)
_COUNTING = (_AT_WEEKS, _TIMES, _DOSES, _ONCE, _SINGLE, _FOR_SO_LONG, _SO_OFTEN)
_IS_INTERVAL = re.compile(r"interval|every|once|apart|each|week|month", re.IGNORECASE)
DAYS = {"d": 1.0, "w": 7.0, "m": 30.0, "y": 365.0, "h": 1 / 24}

_POINT = re.compile(
    r"(?<![A-Za-z]-)(?P<list>\d+(?:\.\d+)?(?:\s*(?:,|and|or|&|/|,\s*and|to|-|–|~|\+)\s*(?:weeks?|months?|"
    r"days?|years?)?\s*\d+(?:\.\d+)?)*"
    r"|\b(?:one|two|three|four|five|six|nine|twelve|half)\b)"
    rf"\s*-?\s*(?:th\s*)?{_UNIT}\b",
    re.IGNORECASE,
)
_UNIT_FIRST = re.compile(
    r"\b(?P<u>days?|weeks?|months?|years?|[DWM](?=\d))\s*(?P<list>\d+(?:\.\d+)?(?:\s*(?:,|and|"
    r"or|&|/|,\s*and)\s*\d+(?:\.\d+)?)*)",
    re.IGNORECASE,
)


def _count(word: str) -> float:
    return float(word) if word.isdigit() else float(_COUNTS[word.lower()])


def _listed_times(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", re.sub(r"\([^)]*\)", "", text))]


def _of_something_else(text: str, match: re.Match[str]) -> bool:
    """Whether it is the mobilisation, an apheresis or another drug that is given so often."""
    after = text[match.end() : match.end() + 45]
    if _OF_CELLS.match(after) and names_cells(after) and not _OTHER_TREATMENT.search(after):
        return False  # "… followed by leukapheresis and infusion of three doses of CD133+ cells"
    near = text[max(0, match.start() - 50) : match.end() + 25]
    return _OTHER_TREATMENT.search(near) is not None


def _infusions_in(stretch: Stretch) -> Iterator[Fact]:
    text = stretch.text
    if _GIVES.search(text) is None:
        return
    for pattern in _COUNTING:
        for match in pattern.finditer(text):
            count = _counted(pattern, match)
            if pattern is _ONCE and text[match.start() : match.end()] == "Once":
                continue  # "Once the cells are …"
            if 1 <= count <= 30 and not _of_something_else(text, match):
                if pattern is _TIMES and _counts_other_times(text, match):
                    continue
                if pattern is _DOSES and _counts_no_infusions(text, match):
                    continue
                reckoned = pattern in (_FOR_SO_LONG, _SO_OFTEN)
                formula = f"“{match.group()}”" if reckoned else None
                yield _times(stretch, count, match.start(), match.end(), formula)
    for named in _NUMBER_OF.finditer(text):
        if told := _HOW_MANY.match(text, named.end()):
            yield _times(stretch, _count(told["n"]), named.start(), told.end())


def _counted(pattern: re.Pattern[str], match: re.Match[str]) -> float:
    if pattern is _AT_WEEKS:
        times = _listed_times(match["l"])
        before = 0 not in times and _BASELINE.search(match.string[: match.start() + 1])
        return float(len(times) + bool(before))
    if pattern is _ONCE:
        return _count(match["w"])
    if pattern is _FOR_SO_LONG:
        same = (match["e"] or match["a"]).lower() == match["u"].lower()
        return _count(match["n"]) if same else 0.0
    if pattern is _SO_OFTEN and match["u"]:
        each = match["e"].lower()
        return _count(match["n"]) if each == f"{match['u'].lower()}ly" else 0.0
    return 1.0 if pattern is _SINGLE else _count(match["n"])


def _counts_no_infusions(text: str, match: re.Match[str]) -> bool:
    """A number of groups or of places in one organ, or part of a name, and not of infusions."""
    return (
        _NAMED.search(text[: match.start()]) is not None
        or _NOT_INFUSIONS.match(text, match.end()) is not None
        or (
            "injection" in match.group().lower() and _SITES.search(_around(text, match)) is not None
        )
    )


def _counts_other_times(text: str, match: re.Match[str]) -> bool:
    """ "The last two times", "screened four times", courses of a drug."""
    courses = _COURSES.search(match.group()) and not names_cells(_around(text, match))
    return _PART_OF_THEM.search(text[: match.start()]) is not None or bool(courses)


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
    for tier in told.tiers(2):
        facts = first_of_each([fact for stretch in tier for fact in _infusions_in(stretch)])
        if facts:
            several = tuple(fact for fact in facts if fact.value != "1")
            repeats = any("repeat" in stretch.text.lower() for stretch in tier)
            return several if several and repeats else facts
    return ()


def intervals(told: Told) -> tuple[Fact, ...]:
    """The days between two infusions."""
    for tier in told.tiers(2):
        facts = first_of_each([fact for stretch in tier for fact in _intervals_in(stretch)])
        if facts:
            return facts
    return ()


def _intervals_in(stretch: Stretch) -> Iterator[Fact]:
    text = stretch.text
    if _GIVES.search(text) is None:
        return
    for pattern in (_EVERY, _SPACED, _SHORTHAND):
        for match in pattern.finditer(text):
            word = match["n"] or "1"
            if pattern is _EVERY and not _IS_INTERVAL.search(match.group()):
                continue
            if (
                match.group().lower().startswith(("at ", "per "))
                and "interval" not in match.group()
            ):
                continue
            factor = 2.0 if word.lower() == "other" else _count(word)
            days = factor * DAYS[match["u"][0].lower()]
            watched = _WATCHED.search(_around(text, match))
            if 1 <= days <= 400 and not watched and not _of_something_else(text, match):
                yield _interval(stretch, days, match)
    for match in _AT_WEEKS.finditer(text):
        units = {unit.lower() for unit in re.findall(r"day|week|month", match["l"], re.I)}
        if units - {match["u"].lower().rstrip("s")}:
            continue  # "day 0 and month 3"
        times = _listed_times(match["l"])
        gaps = {later - earlier for earlier, later in pairwise(times)}
        if len(gaps) == 1 and min(gaps) > 0:
            yield _interval(stretch, gaps.pop() * DAYS[match["u"][0].lower()], match)
    for match in _ADVERB.finditer(text):
        often = re.search(r"\b(twice|thrice|times|every other)\s+$", text[: match.start()], re.I)
        parts = {"twice": 2, "thrice": 3}.get(often[1].lower(), 0) if often else 1
        watched = _WATCHED.search(_around(text, match))
        if parts and not watched and not _of_something_else(text, match):
            yield _interval(stretch, _ADVERBS[match["w"].lower()] / parts, match)


def _interval(stretch: Stretch, days: float, match: re.Match[str]) -> Fact:
    label = f"{days:g} days"
    span = stretch.fact("interval", label, label, match.start(), match.end()).span
    return Fact("interval", label, label, span, low=days, high=days, unit="days", days=(days,))


def time_points(passage: Passage) -> tuple[Fact, ...]:
    """When something is measured: the days of every time named, a month counted as 30 days."""
    facts = []
    for pattern in (_POINT, _UNIT_FIRST):
        for match in pattern.finditer(passage.text):
            unit = match["u"][0].lower()
            if unit == "h" or (unit == "m" and match["u"].lower().startswith("min")):
                continue
            for number in re.findall(r"\d+(?:\.\d+)?|[a-z]+", match["list"], re.IGNORECASE):
                if number.lower() not in _COUNTS and not number[0].isdigit():
                    continue
                factor = float(number) if number[0].isdigit() else _count(number)
                days = factor * DAYS[unit]
                if 0 < days <= 36500:
                    label = f"day {days:g}"
                    span = passage.span(match.start(), match.end())
                    facts.append(
                        Fact(
                            "time_point", f"{days:g}", label, span, days, days, "days", (days,),
                            formula=f"{number} {match['u']}; a month is 30 days, a year 365",
                        )
                    )  # fmt: skip
    return first_of_each(facts)
