"""How many times the cells are given."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from harvest.evidence.facets.often.no_counts import (
    is_a_part,
    names_more,
    no_infusions,
    of_nobody,
    other_times,
)
from harvest.evidence.facets.often.times_told import (
    A_WEEK,
    ACT,
    AND_AGAIN,
    NUMBER,
    ONCE_MORE,
    SO_OFTEN,
    a_week,
    as_number,
    at_times,
    gap,
    is_measured,
    listed,
    tells,
)
from harvest.evidence.facets.other_treatment import of_something_else
from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.tiers import Stretch, Told

_EACH = {"dai": "day", "w": "week", "m": "month"}
_KIND = (
    r"(?:(?!(?:and|or|plus|with|of|for|to|in|at|via|per|as|point|study|trial|chemotherapy|weeks?|"
    r"months?|days?|years?|hours?|minutes?|min|h|prior|before|after|conventional|additional|"
    r"further|extra|cc|without|new|novel|"
    r"who|that|which|when|the|will|would|may|"
    r"receiv\w*|underg\w*|given|million|billion|ratio|different|escalating|increasing|ascending|"
    r"distinct|varying|diabetes|steps?|stages?|control|"
    r"daily|dose|groups?|patients|subjects?|participants?|cells?|solution|m|kg|mg|µg|mcg|ml)\b)"
    r"(?![x×*]|\d)(?:[\w+\-/.]+|\([\w.]{1,8}\))\s+){0,4}?"
)
_TIMES = Cue(
    rf"\b{NUMBER}\s*(?:-\s*)?(?:times?|divided doses|consecutive (?:doses|times)|courses|"
    rf"occasions|cycles)\b"
    r"(?!\s*(?:10|[x×]|more|higher|greater|the upper|upper|normal|of the|ULN|body|daily|"
    r"weekly|monthly|(?:a|per|each|every|/)\s*(?:day|week|month|year|cycle)))"
)
_DOSES = Cue(rf"\b{NUMBER}\s+(?!dose groups|dose cohorts|dose levels){_KIND}{ACT}\b")
_SINGLE = Cue(
    rf"\b(?:single|sole|one-time|one time|single-time|1-time)[\s-]+{_KIND.replace('cells?|', '')}"
    rf"{ACT}\b"
)
_ONCE = Cue(
    r"\b(?P<w>once|twice|thrice)\b(?!\s*(?:a|per|every|in(?! phase| an? \d)|weekly|daily|"
    r"monthly|each|at(?! (?:baseline|day|week|the (?:start|time)))|upon|again|the|all|or)\b)"
)
_SO_LONG = re.compile(
    r"\s*,?\s*(?:for|during|x|×|over|duration\s*:?)\s*(?:a total of |a period of )?"
    r"(?P<n>\d{1,2}|one|two|three|four|five|six|"
    r"eight|ten|twelve)\s*(?:consecutive )?(?P<u>week|day)s?\b",
    re.IGNORECASE,
)
_BASELINE = re.compile(r"\bbaseline\W*$", re.IGNORECASE)
_DAILY = Cue(
    rf"\b{NUMBER}\s+(?:consecutive\s+)?daily\s+(?:consecutive\s+|intravenous\s+|IV\s+)?{ACT}\b"
)
_FOR_SO_LONG = Cue(
    r"(?<!twice )(?<!times )\b(?:(?:once )?(?:a|per|every|each) (?P<e>day|week|month)|"
    r"\bq\s?(?P<q>[wm])\b|(?P<a>dai|week|month)ly(?:\s+(?:[a-z]+\s+)?(?:infus|inject|dos|"
    r"administ)\w+)?),?\s*"
    r"(?:for|during)\s*(?:a (?:period|total|duration|total duration) of |a total |"
    r"consecutive |successive |continuous )?(?P<n>\d{1,2}|two|three|four|five|six|eight|ten|twelve)"
    r"[\s-]*(?:consecutive |successive )?(?P<u>day|week|month)s?\b"
)
_EVERY_SO_LONG = Cue(  # "every 2 weeks for 8 weeks"
    r"\b(?:once )?every (?P<k>\d{1,2}|two|three|four|other) ?(?P<e>day|week|month)s?,?\s*"
    r"(?:for|during|over)\s*(?:a (?:period|total) of |a total )?"
    r"(?P<n>\d{1,2}|one|two|three|four|five|six|eight|ten|twelve)[\s-]*(?P<u>day|week|month|year)s?\b"
)
_SECOND = Cue(  # after "the first infusion …"
    rf"\b(?:second|2nd)\s+(?:(?!stage|phase|part|step|line|degree)[\w-]+\s+){{0,2}}?{ACT}\b"
)
_AFTER_THE_FIRST = re.compile(r"\bafter the (?:first|1st|initial)\b", re.IGNORECASE)
_ANOTHER_TIME = re.compile(r"\b(?:days?|weeks?|months?)\s*\d+\W*$", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:first|1st)\b", re.IGNORECASE)
_PERHAPS = re.compile(
    r"\b(?:if|unless|may|might|could|option\w*|eligib\w*|allowed|need\w*|third|3rd|no|not|"
    r"placebo|each|every|cycles?)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"[^.;]{0,140}?\bfollowed by\b[^.;]{0,60}", re.IGNORECASE)
_AMONG_MORE = re.compile(
    r"\binterval|\bevery\b|\brepeat|weekly|monthly|\bonce an?\b|\bdaily\b", re.IGNORECASE
)
_OF_SOME = re.compile(
    r"\b(?:groups?|arms?|cohorts?|levels?|phases?|the first|patients? \d|or)\b", re.IGNORECASE
)
_RECKONED_FROM = re.compile("“")
_ONE = re.compile(r"^(?:single|one)\b", re.IGNORECASE)
_TIMES_SO_MANY = re.compile(  # "2 x 50 million cells"
    r"(?<![\d.])(?P<n>[2-9])\s?[x×]\s?\d{1,3} (?:million|mio)\b", re.IGNORECASE
)
_PARTS = re.compile(r"\bthen\b|\bthe (?:first|last)\b", re.IGNORECASE)
_SUBSEQUENT = re.compile(
    r"\b(?:subsequent|further|each) (?:dose|injection|infusion)s?\b|"
    r"\ba second (?:dose|injection|infusion)\b(?! if\b)|\bmultiple[- ]doses?\b|"
    r"\bat the first (?:dose|injection|infusion)\b",
    re.IGNORECASE,
)
_ALL_AGAIN = re.compile(  # "two infusions … Infusions will be repeated every 3 months"
    r"\b(?:infusions|injections|treatments) (?:will be|are|were) repeated every\b", re.IGNORECASE
)
_COURSES_REPEAT = re.compile(
    r"\b(?:treatment|courses?|cycles?)\s+(?:is |are )?repeats?\b", re.IGNORECASE
)
_NUMBER_OF = Cue(
    r"\b(?:infusion|injection|dose|transplantation|treatment|session)s? (?:number|times|frequency)|"
    r"\btotal # (?:of )?(?:doses|infusions|injections)|"
    r"\bnumber of (?:infusions|injections|doses|transplantations|treatments|sessions)"
)
_HOW_MANY = re.compile(
    r"\s*(?::|is|was|will be|=)?\s*(?:up to )?(?P<n>\d{1,2}|one|two|three|four|five|six)\b"
    r"(?!\s*[-–]\s*\d)",
    re.I,
)
_COUNTING: Sequence[Cue] = (
    _DAILY,
    _TIMES,
    _DOSES,
    _ONCE,
    _SINGLE,
    AND_AGAIN,
    _FOR_SO_LONG,
    _EVERY_SO_LONG,
    SO_OFTEN,
)
_RECKONED = (_DAILY, _FOR_SO_LONG, _EVERY_SO_LONG, SO_OFTEN)  # "daily" is part of what they say


@lru_cache(maxsize=256)  # counts and totals both ask
def infusions_in(stretch: Stretch) -> tuple[Fact, ...]:
    """How many times a stretch of text says that the cells are given."""
    if not tells(stretch.text):
        return ()
    found = list(_infusions_in(stretch))
    if not found:
        found = list(_first_and_again(stretch))
    return tuple(_added_up(stretch, found))


def _infusions_in(stretch: Stretch) -> Iterator[Fact]:
    text = stretch.text
    for match in at_times(text):
        if _COURSES_REPEAT.search(stretch.passage.text, stretch.end):
            continue  # "on days 1, 4 and 10; treatment repeats every 14 days"
        if not (is_a_part(text, match) or of_nobody(text, match) or of_something_else(text, match)):
            yield _times(stretch, _listed_times(match), match.start(), match.end())
    for pattern in _COUNTING:
        for match in pattern.finditer(text):
            count = _counted(pattern, match)
            if 1 <= count <= 30 and _counts(pattern, text, match):
                formula = f"“{match.group()}”" if pattern in _RECKONED else None
                yield _times(stretch, count, match.start(), match.end(), formula)
    for match in A_WEEK.finditer(text):
        long = _SO_LONG.match(text, match.end())
        each = (match["e"] or match["e1"].replace("dai", "day")).lower()
        if long and long["u"].lower() == each and not _of_others(text, match, measured=True):
            times = a_week(match) * as_number(long["n"])
            told_as = f"“{text[match.start() : long.end()]}”"
            yield _times(stretch, times, match.start(), long.end(), told_as)
    for match in _TIMES_SO_MANY.finditer(text):
        yield _times(stretch, float(match["n"]), match.start(), match.end())
    for named in _NUMBER_OF.finditer(text):
        if told := _HOW_MANY.match(text, named.end()):
            yield _times(stretch, as_number(told["n"]), named.start(), told.end())


def _first_and_again(stretch: Stretch) -> Iterator[Fact]:
    """Two infusions: the first, and a second or the same again, unless it is only perhaps given."""
    text = stretch.text
    for match in ONCE_MORE.finditer(text):
        if _ANOTHER_TIME.search(text[: match.start()]):
            continue
        if not (_PERHAPS.search(text) or _of_others(text, match, measured=True)):
            yield _times(stretch, 2.0, match.start(), match.end())
    for match in _SECOND.finditer(text):
        first = _FIRST.search(text, 0, match.start()) or _AFTER_THE_FIRST.search(text, match.end())
        if first and not (_PERHAPS.search(text) or _of_others(text, match)):
            yield _times(stretch, 2.0, match.start(), match.end())


def _added_up(stretch: Stretch, found: list[Fact]) -> Iterator[Fact]:
    """The counts, where some follow others their sum: "four infusions, followed by two"."""
    ordered = sorted(found, key=lambda fact: fact.span.start)
    sums: list[Fact] = []
    for one, other in pairwise(ordered):
        between = stretch.passage.text[one.span.end : other.span.start]
        if one.span.end <= other.span.start and _THEN.fullmatch(between):
            count = (one.low or 0) + (other.low or 0)
            start, end = one.span.start - stretch.start, other.span.end - stretch.start
            sums.append(_times(stretch, count, start, end, f"{one.label} + {other.label}"))
    yield from sums[:1]
    yield from (
        fact
        for fact in found
        if not any(s.span.start <= fact.span.start < s.span.end for s in sums[:1])
    )


def _of_others(
    text: str, match: re.Match[str], *, apart: bool = False, measured: bool = False
) -> bool:
    """Whether another treatment or nobody is given so often, or something is measured."""
    return (
        (measured and is_measured(text, match))
        or of_nobody(text, match)
        or of_something_else(text, match, apart=apart)
    )


def _counts(pattern: Cue, text: str, match: re.Match[str]) -> bool:
    """Whether what a pattern found counts infusions of the cells, and nothing else."""
    if pattern is _ONCE and _once_of_more(text, match):
        return False
    reckoned = pattern in _RECKONED
    if _of_others(text, match, apart=reckoned, measured=reckoned or pattern is _TIMES):
        return False
    if reckoned and _ALL_AGAIN.search(text):
        return False
    check = _CHECKS.get(pattern)
    return check is None or not check(text, match)


_CHECKS: dict[Cue, Callable[[str, re.Match[str]], bool]] = {
    _SINGLE: names_more,
    _TIMES: other_times,
    _DOSES: no_infusions,
}


def _once_of_more(text: str, match: re.Match[str]) -> bool:
    """ "Once the cells are …", or one of two times: "twice, once at surgery and once later"."""
    more = match["w"].lower() == "once" and any(
        other["w"].lower() != "once" for other in _ONCE.finditer(text)
    )
    return more or match.group() == "Once"


def _listed_times(match: re.Match[str]) -> float:
    times = listed(match["l"])
    before = 0 not in times and _BASELINE.search(match.string[: match.start() + 1])
    return float(len(times) + bool(before))


def _counted(pattern: Cue, match: re.Match[str]) -> float:
    if pattern is _ONCE:
        return as_number(match["w"])
    if pattern is AND_AGAIN:
        return 2.0 if gap(match) else 0.0
    if pattern is _FOR_SO_LONG:
        each = (match["e"] or match["a"] or match["q"]).lower()
        same = _EACH.get(each, each) == match["u"].lower()
        return as_number(match["n"]) if same else 0.0
    if pattern is _EVERY_SO_LONG:
        gap_ = 2.0 if match["k"].lower() == "other" else as_number(match["k"])
        units = {"d": 1.0, "w": 7.0, "m": 30.0, "y": 360.0}  # a year is twelve months
        times = as_number(match["n"]) * units[match["u"][0].lower()]
        times /= units[match["e"][0].lower()]
        count = times / gap_
        return count if count.is_integer() and count > 1 else 0.0
    if pattern is SO_OFTEN and match["e"].lower() == "daily":
        return as_number(match["n"]) if (match["u"] or "").lower() == "day" else 0.0
    if pattern is SO_OFTEN and match["u"]:
        each = match["e"].lower()
        return as_number(match["n"]) if each == f"{match['u'].lower()}ly" else 0.0
    return 1.0 if pattern is _SINGLE else as_number(match["n"])


def _times(
    stretch: Stretch, count: float, start: int, end: int, formula: str | None = None
) -> Fact:
    label = f"{count:g}"
    span = stretch.fact("infusions", label, label, start, end).span
    return Fact("infusions", label, label, span, low=count, high=count, formula=formula)


def infusions(told: Told) -> tuple[Fact, ...]:
    """How many times the cells are given; several values where arms differ."""
    for tier in (*told.tiers(3), told.unnamed):
        found = [
            (stretch, fact)
            for stretch in tier
            for fact in infusions_in(stretch)
            if not _ALL_AGAIN.search(stretch.passage.text, stretch.end)
        ]
        facts = first_of_each([fact for _, fact in found])
        several = tuple(fact for fact in facts if fact.value != "1")
        if several and any("repeat" in stretch.text.lower() for stretch in tier):
            return several
        most = max((fact.low or 0 for fact in facts), default=0.0)
        whole = {stretch.passage.field for stretch, fact in found if _is_the_whole(stretch, fact)}
        facts = first_of_each(
            [
                fact
                for stretch, fact in found
                if not _is_a_part(stretch, fact, most)
                and (stretch.passage.field not in whole or _is_the_whole(stretch, fact))
            ]
        )
        if facts:
            return facts
    return ()


def _is_the_whole(stretch: Stretch, fact: Fact) -> bool:
    """Whether it is the number of all infusions: "the total number of infusions will be 12"."""
    return stretch.passage.text[: fact.span.start].lower().endswith("total ")


def _is_a_part(stretch: Stretch, fact: Fact, most: float) -> bool:
    """Whether more is given than a count says: one of several, or "the first four of six"."""
    if fact.value == "1" and _ONE.search(fact.span.text):
        if _SUBSEQUENT.search(stretch.passage.text):
            return True
        return most > 1 and _one_of(stretch, fact)
    less = fact.low is not None and 1 < fact.low < most
    return (
        less
        and _RECKONED_FROM.match(fact.formula or "") is not None
        and bool(_PARTS.search(stretch.text))
    )


def _one_of(stretch: Stretch, fact: Fact) -> bool:
    """Whether a "single dose" is one of the several that its field tells of, and of no one arm."""
    if _OF_SOME.search(stretch.text):
        return False
    return _AMONG_MORE.search(stretch.passage.text) is not None
