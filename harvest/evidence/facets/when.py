"""When something is measured: the times that an outcome names, in days."""

import re

from harvest.evidence.facets.schedule import COUNTS, DAYS, UNIT, as_number
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import Passage

_POINT = re.compile(
    r"(?<![A-Za-z]-)(?P<list>\d+(?:\.\d+)?(?:\s*(?:,|and|or|&|/|,\s*and|to|-|–|~|\+)\s*(?:weeks?|"
    r"months?|"
    r"days?|years?)?\s*\d+(?:\.\d+)?)*"
    r"|\b(?:one|two|three|four|five|six|nine|twelve|half)\b)"
    rf"\s*-?\s*(?:th\s*)?{UNIT}\b",
    re.IGNORECASE,
)
_UNIT_FIRST = re.compile(
    r"\b(?P<u>days?|weeks?|months?|years?|[DWM](?=\d))\s*(?P<list>\d+(?:\.\d+)?(?:\s*(?:,|and|"
    r"or|&|/|,\s*and)\s*\d+(?:\.\d+)?)*)",
    re.IGNORECASE,
)
_WINDOW = re.compile(
    r"(?:\bplus or minus|\+\s*/?\s*[-−–]|±|\bwithin a window of|\bwindow(?: period)? of)\s*$",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"[\s,]*(?:post[\s-]?menstrual|post[\s-]?conception\w*|gestation\w*|corrected|adjusted|"
    r"of (?:corrected |gestational |post[\s-]?menstrual )?(?:age|life)\b|old\b|PMA\b|"
    r"(?:chronological|postnatal) age|of gestation)",
    re.IGNORECASE,
)
_WINDOW_AFTER = re.compile(r"\s*(?:window|visit window|interval window)\b", re.IGNORECASE)


def _no_time(text: str, match: re.Match[str]) -> bool:
    """A window around a visit, or the age of a child."""
    return (
        _WINDOW.search(text, 0, match.start()) is not None
        or _AGE.match(text, match.end()) is not None
        or _WINDOW_AFTER.match(text, match.end()) is not None
    )


def time_points(passage: Passage) -> tuple[Fact, ...]:
    """When something is measured: the days of every time named, a month counted as 30 days."""
    facts = []
    for pattern in (_POINT, _UNIT_FIRST):
        for match in pattern.finditer(passage.text):
            if _no_time(passage.text, match):
                continue
            unit = match["u"][0].lower()
            if unit == "h" or (unit == "m" and match["u"].lower().startswith("min")):
                continue
            for number in re.findall(r"\d+(?:\.\d+)?|[a-z]+", match["list"], re.IGNORECASE):
                if number.lower() not in COUNTS and not number[0].isdigit():
                    continue
                factor = float(number) if number[0].isdigit() else as_number(number)
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
