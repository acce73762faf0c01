"""Numbers beside words of giving that count no infusions: levels, groups, sites, other cycles."""

import re

from harvest.evidence.facets.often.times_told import around
from harvest.evidence.facets.quantities import quantities
from harvest.evidence.reading.sentences import names_cells

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
    r"regimens?|approach\w*|options?|strateg\w+|failures?|procedures? of)\b|\s*:\s*\d|"
    r"\s+(?:will be|is|are) (?:obtained|prepared|made)\b",
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
_A_PART = re.compile(  # "three administrations per cycle", "at day 0, 2, 4 and every 8 weeks"
    r"[\s,]+(?:occurring|each|every|per (?:cycle|course|week|month|year|day)|in (?:each|every)|"
    r"(?:and |then )*(?:every|weekly|monthly|thereafter))\b",
    re.IGNORECASE,
)
_PLACEBO_AFTER = re.compile(
    r"\s*(?:injections?|infusions?|doses?)?\s*(?:of\s+)?(?:an?\s+|the\s+)?(?:[\w-]+[\s-]){0,1}?"
    r"(?:placebo|comparator|sham|saline|vehicle)\b",
    re.IGNORECASE,
)
_PLACEBO_BEFORE = re.compile(
    r"(?<!or )(?<!and )(?<!versus )\b(?:the )?placebo\b[^.;]{0,15}$", re.IGNORECASE
)
_AT_LEAST = re.compile(
    r"(?:\b(?:when|after|once|until)\b[^.;]{0,50}\breceived|"
    r"\bat least|\bmore than|\bless than|\bfewer than|≥|>=?)\s*$",
    re.I,
)
_OPERATED = re.compile(r"\b(?:operated|surger(?:y|ies)|scann\w+)\b[^.;,]{0,15}$", re.IGNORECASE)
_COMPARED = re.compile(r"\bcompar\w+(?: (?!with|to)\w+){0,2} (?:of |between )?$", re.IGNORECASE)
_CYCLES_OF = re.compile(r"\s+of\s+(?P<what>[^.;,]{2,40})")


def levels(text: str, match: re.Match[str]) -> bool:
    """Whether so many doses are levels that are compared, not times that each person is given."""
    if not match.group().lower().endswith(("doses", "dosages")):
        return False
    after = text[match.end() : match.end() + 90]
    if _LEVELS.match(after) or _COMPARED.search(text[: match.start()]):
        return True
    listed = {quantity.low for quantity in quantities(after)}
    several = re.match(r"\s*(?:\(|:|,|of\b|at\b|are\b|were\b|will be\b|-)", after)
    return len(listed) > 1 and several is not None


def of_nobody(text: str, match: re.Match[str]) -> bool:
    """Whether a placebo is given so often, or so often is only a least: "at least one dose"."""
    return (
        _PLACEBO_AFTER.match(text, match.end()) is not None
        or _PLACEBO_BEFORE.search(text[: match.start()]) is not None
        or _AT_LEAST.search(text[: match.start()]) is not None
    )


def no_infusions(text: str, match: re.Match[str]) -> bool:
    """A number of groups or of places in one organ, or part of a name, and not of infusions."""
    return (
        _NAMED.search(text[: match.start()]) is not None
        or _OPERATED.search(text[: match.start()]) is not None
        or (match["n"].isdigit() and int(match["n"]) > 12 and "injection" in match.group().lower())
        or is_a_part(text, match)
        or levels(text, match)
        or names_more(text, match)
        or (
            re.search("injection|divided", match.group(), re.IGNORECASE) is not None
            and _SITES.search(around(text, match)) is not None
        )
    )


def is_a_part(text: str, match: re.Match[str]) -> bool:
    """Whether more is given than the match counts: "three administrations per cycle"."""
    return _A_PART.match(text, match.end()) is not None


def names_more(text: str, match: re.Match[str]) -> bool:
    """Whether the match is the first part of a longer name: "single treatment group"."""
    return _NOT_INFUSIONS.match(text, match.end()) is not None


def other_times(text: str, match: re.Match[str]) -> bool:
    """ "The last two times", "screened four times", courses of a drug."""
    courses = _COURSES.search(match.group())
    of = _CYCLES_OF.match(text, match.end()) if courses else None
    of_others = courses and not names_cells(of["what"] if of else around(text, match))
    divided = "divided" in match.group() and _SITES.search(around(text, match)) is not None
    return _PART_OF_THEM.search(text[: match.start()]) is not None or bool(of_others) or divided
