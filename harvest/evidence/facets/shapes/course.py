"""The shape of a course: how often something is given, or at which distance."""

import re
from collections.abc import Iterator

from harvest.evidence.facets.shapes.places import Piece, in_first_part
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import RecordText
from harvest.facets import Facet

_WORDS = {
    "a": 1, "an": 1, "one": 1, "once": 1, "single": 1, "two": 2, "twice": 2, "second": 2,
    "other": 2, "alternate": 2, "three": 3, "thrice": 3, "third": 3, "four": 4, "fourth": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "twelve": 12, "": 1,
}  # fmt: skip
_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0, "m": 30.0, "y": 365.0}
_UNITS = {"h": "hour", "d": "day", "w": "week", "m": "month", "y": "year"}
_NUMBER = r"one|two|three|four|five|six|seven|eight|ten|twelve|\d{1,2}"
_UNIT = r"hours?|hrs?|days?|weeks?|wks?|months?|years?"
_PATTERNS = (
    # once a day, three times per week, 2 x daily
    rf"\b(?P<n>once|twice|thrice|(?:{_NUMBER})(?:\s*(?:-|to|or)\s*(?:{_NUMBER}))?[\s-]*(?:times?|"
    rf"x|×))"
    rf"(?:[\s-]*(?:a|an|per|each|every|in a|/)[\s-]*(?P<u>{_UNIT})\b|[\s-]*(?P<ly>dai|week|month|"
    rf"year)ly\b)",
    # every 2 weeks, each week, every other day, every 8 hours
    rf"\b(?:every|each|once (?:every|per|in)|at intervals of)\s*(?P<e>other|alternate|second|"
    rf"third|fourth|"
    rf"{_NUMBER})?(?:\s*(?:-|–|to)\s*(?P<e2>\d{{1,2}}))?[\s-]*(?P<eu>{_UNIT})\b(?!\s*(?:visit|"
    rf"old))",
    r"\b(?P<alternate>alternate|alternating)\s+days?\b",
    # q3w, q12h, qd, bid
    r"\bq\.?\s?(?P<q>\d{1,2})\s?-?(?P<qu>h(?:r|rs|ours?)?|d(?:ays?)?|w(?:k|ks|eeks?)?|m(?:onths?|"
    r"o)?)\b",
    r"(?<![\w.])(?P<code>b\.?i\.?d|t\.?i\.?d|t\.?d\.?s|q\.?i\.?d|q\.?o\.?d|o\.?d|q\.?d|q\.?w|"
    r"q\.?m|q\.?h\.?s|b\.?d|qPM|qAM)\b\.?",
    r"\b(?P<adverb>once[\s-]daily|daily|nightly|every night|each night|at bedtime|every morning|"
    r"each morning|"
    r"in the morning|every evening|weekly|biweekly|bi-weekly|fortnightly|monthly|quarterly|"
    r"annually|yearly|hourly)\b",
    r"\b(?P<cycle>day\s*1 (?:of|every|in) (?:each|every|a)\s*(?P<cn>\d{1,2})[\s-]*(?P<cu>day|"
    r"week)s?)\b",
    r"\b(?P<on>days?\s+\d{1,3}(?:\s*(?:,|and|&|,\s*and)\s*(?:days?\s+)?\d{1,3})+)\b",
    r"\b(?P<one>single[\s-](?:\w+[\s-]){0,3}?(?:doses?|injections?|infusions?|administrations?|"
    r"bolus|tablets?|application)|"
    r"one[\s-]time|single (?=oral|iv|sc)|once only|one dose only)(?!.{0,70}\b(?:at|in|"
    r"on) (?:weeks?|days?|months?) \d+[^.;]{0,10}(?:,|and|&) )(?! (?:unit|dose (?:aluminium|"
    r"vial)))",
)  # fmt: skip
_COURSE = re.compile("|".join(_PATTERNS), re.IGNORECASE)
_DAYS_LISTED = re.compile(r"\bdays? \d+(?:\s*(?:,|and|&|-|–|to)\s*(?:day )?\d+)", re.IGNORECASE)
SINGLE = "single"
_CODES = {
    "bid": (2, "d"), "bd": (2, "d"), "tid": (3, "d"), "tds": (3, "d"), "qid": (4, "d"),
    "qod": (0.5, "d"), "od": (1, "d"), "qd": (1, "d"), "qpm": (1, "d"), "qam": (1, "d"),
    "qhs": (1, "d"), "qw": (1, "w"), "qm": (1, "m"),
}  # fmt: skip
_ADVERBS = {
    "weekly": (1, "w"), "biweekly": (0.5, "w"), "bi-weekly": (0.5, "w"), "fortnightly": (0.5, "w"),
    "monthly": (1, "m"), "quarterly": (1 / 3, "m"), "annually": (1, "y"), "yearly": (1, "y"),
    "hourly": (1, "h"),
}  # fmt: skip
_MEASURED = re.compile(
    r"\b(?:assess|measur|monitor|visit|evaluat|follow|check|exam|scan|sample|imaging|MRI|CT|"
    r"blood draw|"
    r"diary|questionnaire|survey|score|contact|phone|call|review|session|class|coaching|meeting|"
    r"met with|exercis|train|psychotherap|physiotherap)\w*\b[^.;]{0,40}$",
    re.IGNORECASE,
)

_MEASURED_AFTER = re.compile(
    r"[\s-]*(?:\w+\s){0,2}(?:questionnaires?|visits?|assessments?|follow|calls?|phone|diar|"
    r"surveys?|"
    r"checks?|monitoring|sessions?|labs?|blood|sampling)|"
    r"[\s,-]*(?:\([^()]{1,12}\)\s*)?(?:as (?:a|one) |per )?(?:treatment |dosing )?cycles?\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:(?:no|not)(?: \w+){0,3} (?:more|often)(?: \w+){0,2} than(?: \w+){0,3}|max(?:imum|"
    r"\.)?(?: \w+){0,2}|at most|"
    r"up to)\s*$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:[2-9]|two|three|four|five|six) doses\b[^.;]*$", re.IGNORECASE)
_CYCLES = re.compile(r"\bcycles?\b[^.;]{0,30}$", re.IGNORECASE)


def courses(record: RecordText, facet: Facet) -> tuple[Fact, ...]:
    """How often, in the first of the facet's ``parts`` that says so.

    A value is in words ("twice daily", "every 2 weeks"), ``low`` the number of times a day; given
    once only it is "single" and has none.
    """

    def find(piece: Piece) -> Iterator[Fact]:
        listed = _DAYS_LISTED.search(piece.text) is not None
        for match in _COURSE.finditer(piece.text):
            before = piece.text[max(0, match.start() - 60) : match.start()]
            if _MEASURED.search(before) or _LIMIT.search(before):
                continue
            if match["cycle"] is None and _MEASURED_AFTER.match(piece.text, match.end()):
                continue
            if match["adverb"] and _SEVERAL.search(before):
                continue
            if match["eu"] and listed and _CYCLES.search(before):
                continue  # the days of a cycle say how often
            if told := _told(match):
                value, rate, formula = told
                fact = piece.fact(facet, value, value, match.start(), match.end())
                unit = None if rate is None else "per day"
                yield Fact(fact.facet, value, value, fact.span, rate, rate, unit, formula=formula)

    found = in_first_part(record, facet, find)
    several = tuple(fact for fact in found if fact.value != SINGLE)
    return several or found


def _told(match: re.Match[str]) -> tuple[str, float | None, str | None] | None:
    """A course in words, times a day, and how that follows."""
    if match["one"]:
        return SINGLE, None, None
    if match["on"]:
        days = re.findall(r"\d+", match["on"])
        return f"days {', '.join(days)}", None, "as written"
    if match["cycle"]:
        return _every(float(match["cn"]), match["cu"][0].lower())
    if match["alternate"]:
        return _every(2, "d")
    if match["code"]:
        return _words(*_CODES[match["code"].lower().replace(".", "")])
    if match["adverb"]:
        return _words(*_ADVERBS.get(match["adverb"].lower(), (1, "d")))
    if match["q"]:
        return _every(float(match["q"]), match["qu"][0].lower())
    if match["eu"]:
        return _every(_count(match["e"] or ""), match["eu"][0].lower())
    unit = (match["u"] or match["ly"])[0].lower()
    numbers = re.findall(rf"{_NUMBER}|once|twice|thrice", match["n"], re.IGNORECASE)
    least, most = _count(numbers[0]), _count(numbers[-1])
    words, rate, formula = _words(least, unit)
    if most > least:
        words = f"{least:g}–{most:g} times a {_UNITS[unit]}"
    return words, rate, formula


def _count(word: str) -> float:
    return float(word) if word.isdigit() else float(_WORDS[word.lower()])


def _every(number: float, unit: str) -> tuple[str, float | None, str | None] | None:
    if not number:
        return None
    if unit == "h" and 24 % number == 0:
        return _words(24 / number, "d")
    if unit == "d" and number % 7 == 0:
        number, unit = number / 7, "w"
    return _words(1 / number, unit)


def _words(times: float, unit: str) -> tuple[str, float, str]:
    rate = float(f"{times / _DAYS[unit]:.6g}")
    named = _UNITS[unit]
    if times < 1:
        number = round(1 / times)
        return f"every {number} {named}s", rate, f"1 in {number * _DAYS[unit]:g} days"
    often = {1: "once", 2: "twice"}.get(round(times), f"{round(times)} times")
    a = {"d": "daily", "w": "weekly", "m": "monthly", "y": "yearly"}.get(unit, f"an {named}")
    words = f"{often} {a}" if round(times) < 3 else f"{often} a {named}"
    return words, rate, f"{round(times)} in {_DAYS[unit]:g} days"
