"""Statements of numbers: participants, sites, countries."""

import re
from collections.abc import Iterator, Sequence

from harvest.verify.statements.told import OF_TRIAL, Judged, Said, Trial, elsewhere, foreign

_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: number for number, word in enumerate(_ONES, 1)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES)})"
_BELOW_1000 = rf"(?:(?:a|{_BELOW_100})[\s-]hundred(?:\s+(?:and\s+)?{_BELOW_100})?|{_BELOW_100})"
_WORD = (
    rf"(?:(?:half\s)?(?:a|{'|'.join(_ONES[:9])})\sdozen|"
    rf"(?:a|{_BELOW_1000})[\s-]thousand(?:,?\s(?:and\s+)?{_BELOW_1000})?|{_BELOW_1000})"
)
_NUMBER = (
    rf"([0-9]{{1,3}}(?:[,\u2009\u202f ][0-9]{{3}})+|[0-9]{{1,7}}|{_WORD})(?![0-9.]*[0-9%])"
    r"(?!\s+(?:dozen|hundred|thousand|million)\b)"
)
_ABOUT = (
    r"(?P<about>about|approximately|around|some|nearly|almost|roughly|ca\.?|circa|up to|as many as|"
    r"(?:no|not) more than|no fewer than|at most|(?:slightly |just |a little |well )?(?:more than|"
    r"over|above|fewer than|less than|under|below)|at least|"
    r"close to|an estimated|~|≈|>|<|≥|≤)?\s*"
)
_PEOPLE = (
    r"(?:(?:(?!(?:after|before|by|and|with|to|from|in|the|when|of|at|on|"
    r"for)\b)[A-Za-z][\w-]*\s){0,3}?)"
    r"(?:patients?|participants?|subjects?|people|persons?|individuals|volunteers|"
    r"adults|children|women|men|infants|newborns|neonates|babies|boys|girls|enrol+ees)"
)
_CUE = (
    r"(?:enrol+(?:s|ed|ing|ment)?|includ(?:es?|ed|ing)|recruit(?:s|ed|ing|ment)?|"
    r"randomi[sz](?:es?|ed|ing)|"
    r"target(?:s|ed|ing)?|plan(?:s|ned|ning)?(?: to \w+)?|aim(?:s|ed|ing)?(?: to \w+)?|"
    r"sample size|accru(?:ed|al)|size|"
    r"involv(?:es?|ed|ing)|compris(?:es?|ed|ing)|total|"
    r"expects?(?: to \w+)?|anticipat\w+|estimated|will \w+|"
    r"(?:(?:trial|study|rct|registry|N{4,})\)?(?:\s*\([^()]*\))?,?\s+"
    r"(?:with|of|in|among|has|had|have|treats|treated|studied|follows|followed)))"
)
_MAY_BE_PART = r"(?:with|of|in|among|treats?|treated|studied|follow(?:s|ed)|has|had|have)"
_PATTERNS = (
    re.compile(rf"\bn\s*=\s*{_NUMBER}", re.IGNORECASE),
    re.compile(
        rf"\b(?P<cue>{_CUE})\s*(?:[:=(]\s*)?(?:(?:was|is|were|are|a|the|of|to|total|for|at|only|"
        rf"just|in)\s+){{0,4}}"
        rf"{_ABOUT}{_NUMBER}\s+{_PEOPLE}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:enrol+ment|sample size|(?:number|no\.?) of (?:patients|participants|subjects)|"
        rf"(?:target|planned|actual|anticipated|estimated) (?:enrol+ment|sample(?: size)?|size|"
        rf"accrual|number))"
        rf"(?:\s+(?:target|goal|size))?{OF_TRIAL}\s*(?:\((?:actual|estimated|planned|"
        rf"anticipated)\)\s*)?"
        rf"(?:(?:of|is|was|:|=|at|being|to be|stands at|a|total|the)\s*){{0,3}}{_ABOUT}{_NUMBER}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w.,])(?P<about>about|approximately|around|nearly|"
        rf"over)?\s*{_NUMBER}\s+(?:{_PEOPLE}\s+)?"
        rf"(?:were|was|have been|had been|are|to be|will be)?\s*(?:enrol+ed|recruited|"
        rf"randomi[sz]ed|included|accrued)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:enrol+(?:s|ed|ing)?|(?:recruit|randomi[sz])(?:s|es|ed|ing))\s+(?:only\s+|just\s+)?{_ABOUT}{_NUMBER}(?=\s*(?:[.,;)]|$|"
        rf"and\b|in\b|at\b|between\b|by\b))", re.IGNORECASE),
    re.compile(rf"(?<![\w.,]){_NUMBER}[\s-]+(?:patient|participant|subject)[\s-]+(?:trial|study|"
        rf"rct)\b", re.IGNORECASE),
    re.compile(rf"(?<![\w.,-]){_ABOUT}{_NUMBER}\s+{_PEOPLE}\s+(?:(?:should|will|would|"
        rf"are to|were to|have|had)\s+)?(?:take part|takes part|took part|"
        rf"taken part|participated?|join(?:ed)?)\b",
        re.IGNORECASE),
    re.compile(rf"\A\W*(?:it|(?:the|this|that) (?:trial|study))\b(?:[^;.]{{0,80}}?\band)?\s+"
        rf"(?:has|had)\s+{_ABOUT}{_NUMBER}\s+{_PEOPLE}\b", re.IGNORECASE),
    re.compile(rf"N{{4,}}\s*[,;:]\s*{_ABOUT}{_NUMBER}\s+{_PEOPLE}(?=\s*[,;)])", re.IGNORECASE),
)  # fmt: skip
_PARTS = (
    re.compile(rf"\b{_MAY_BE_PART}\s+(?:(?:a|the|total|of|all|only)\s+){{0,3}}"
        rf"{_ABOUT}{_NUMBER}\s+{_PEOPLE}\b", re.IGNORECASE),
    re.compile(rf"(?<![\w.,/-]){_ABOUT}{_NUMBER}\s+{_PEOPLE}\b", re.IGNORECASE),
)  # fmt: skip
"""Numbers of people that may be all or some: they agree, or can't be more than all"""
_PART = re.compile(
    r"\s*(?:/|per|in each|each|to (?:the )?(?:\w+\s){0,3}(?:arm|group)|"
    r"in (?:the )?(?:\w+\s){0,3}(?:arms?|group|cohort)|"
    r"completed|died|withdrew|dropped|were (?:lost|excluded|screened|analy)|receiv\w+|and [0-9]+|"
    r"vs|versus|"
    r"who|were (?:treated|assigned|allocated|given))",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:screened|assessed|approached|invited|pooled|together|combined|all (?:trials|studies)|"
    r"(?:other|earlier|older|previous|prior) \w+|meta-analysis|review)\b",
    re.IGNORECASE,
)
_SCREENED = re.compile(
    r"\b(?:screen\w*|assess\w*|approach\w*|of whom|cohorts?|arms?|groups?|each)\W*\Z", re.I
)
_PLAN = re.compile(
    r"\b(?:plan\w*|target\w*|aim\w*|will|expect\w*|anticipat\w*|estimat\w*|intend\w*|goal|"
    r"to enrol)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"(?<![\w.,]){_NUMBER}\s+(?:(?:{_PEOPLE})\s+)?(?:out\s+)?of\s+(?:(?:the|its|a|an|all)\s+)?\Z",
    re.IGNORECASE,
)
"""What stands before the second number of "9 of 40 patients"."""


def size(said: Said, trial: Trial) -> Iterator[Judged]:
    """What a sentence says of the number of participants."""
    text = said.text
    found = list(_numbers(text, _PATTERNS, []))
    whole = [each for each in found if not _is_part(text, each[1])]
    parts = [each for each in found if each not in whole]
    if len(whole) > 1 and len({each[2] for each in whole}) > 1:
        parts, whole = [*parts, *whole], []
    for start, end, number, about in whole:
        yield _size(text, start, end, number, about, trial)
    if parts and not whole:
        yield _of_parts(sorted(parts), trial)
    for number, pattern in enumerate(_PARTS):
        for start, end, count, about in _numbers(text, (pattern,), found):
            found.append((start, end, count, about))
            if judged := _of_some(text, start, end, count, about, trial, alone=number > 0):
                yield judged


def _numbers(
    text: str, patterns: Sequence[re.Pattern[str]], taken: list[tuple[int, int, int, str]]
) -> Iterator[tuple[int, int, int, str]]:
    """Start, end, number and how precise, of what the patterns find and nothing has found yet."""
    found = list(taken)
    for pattern in patterns:
        for match in pattern.finditer(text):
            named = set(pattern.groupindex.values())
            (place,) = (n for n in range(1, pattern.groups + 1) if n not in named)
            start, end = match.span(place)
            if any(a < end and start < b for a, b, *_ in found):
                continue
            if elsewhere(text, match.start()) or foreign(text, start):
                continue
            if _is_year(match[place], text[:start]) or _SCREENED.search(
                text[max(0, match.start() - 30) : match.start()]
            ):
                continue
            about = " ".join((match.groupdict().get("about") or "").lower().split())
            about = about or ("about" if match[place].lower().endswith("dozen") else "")
            found.append((start, end, _number(match[place]), about))
            yield found[-1]


def _of_some(
    text: str, start: int, end: int, count: int, about: str, trial: Trial, *, alone: bool
) -> Judged | None:
    """What is said of a number of people who may be all of the trial's or some of them."""
    held = trial["enrollment"]
    if held is None:
        return None
    there = int(str(held))
    judged = _size(text, start, end, count, about, trial)
    if judged.verdict == "agrees" and not _is_part(text, end):
        return judged
    actual = str(trial["enrollment_type"]) == "ACTUAL"
    if count > there and actual and not alone and not _OTHERS.search(text):
        return judged
    why = f"it may be a part of them, or others; the record states {there:,} in all"
    return Judged("size", start, end, "can't be compared", why, judged.proofs)


def _is_year(number: str, before: str) -> bool:
    """Whether digits are a year: "in 2009 patients of …" counts nobody."""
    is_one = number.isdecimal() and len(number) == 4 and 1950 <= int(number) <= 2100
    return is_one and re.search(r"\b(?:in|of|since|by|from|until)\s*\Z", before) is not None


def _is_part(text: str, end: int) -> bool:
    behind = re.sub(rf"^\s*\)?\s*{_PEOPLE}", "", text[end : end + 80], flags=re.IGNORECASE)
    return _PART.match(behind) is not None


def _size(text: str, start: int, end: int, number: int, about: str, trial: Trial) -> Judged:
    held = trial["enrollment"]
    if held is None:
        why = "the record states no number of participants"
        if trial["enrollment_flag"]:
            why += f" ({trial['enrollment_flag']})"
        return Judged("size", start, end, "not in the record", why)
    there = int(str(held))
    kind = {"ACTUAL": "actual", "ESTIMATED": "planned"}.get(str(trial["enrollment_type"]), "")
    why = f"the record states {there:,}{f' ({kind})' if kind else ''}"
    proof = (trial.proof("enrollment", f"{there}{f' ({kind})' if kind else ''}"),)
    if _fits(number, about, there):
        if kind == "planned" and re.search(
            r"\b(?:enrolled|recruited|randomi[sz]ed|included)\b", text
        ):
            why += "; that is a plan, not a count"
        return Judged("size", start, end, "agrees", why, proof)
    was = trial.before("enrollment", str(number))
    share = _SHARE.search(text[:start])
    reached = share is not None and number > there and _number(share[1]) == there
    if kind == "actual" and (reached or _PLAN.search(text[max(0, start - 50) : end + 20])):
        why = f"what was planned is not in the record any more{was}; {why}"
        return Judged("size", start, end, "can't be compared", why, proof)
    return Judged("size", start, end, "contradicts", f"{why}{was}", proof)


def _fits(number: int, about: str, there: int) -> bool:
    if about in ("at least", "≥", "no fewer than"):
        return there >= number
    if about in ("up to", "at most", "≤", "as many as", "no more than", "not more than"):
        return there <= number
    if about.endswith(("more than", "over", "above", ">")):
        return number < there <= (number * 2 + 10)
    if about.endswith(("fewer than", "less than", "under", "below", "<")):
        return number / 2 - 10 <= there < number
    if about:
        return abs(there - number) <= 0.1 * there
    return there == number


def _of_parts(parts: list[tuple[int, int, int, str]], trial: Trial) -> Judged:
    start, end = parts[0][0], parts[-1][1]
    held = trial["enrollment"]
    if held is None:
        why = "the record states no number of participants"
        return Judged("size", start, end, "not in the record", why)
    total = sum(each[2] for each in parts)
    why = f"the record states {int(str(held)):,} in all, and not how many in each part"
    if total == held:
        why = f"together they are {total:,}, as in the record"
        return Judged("size", start, end, "agrees", why, (trial.proof("enrollment"),))
    return Judged("size", start, end, "can't be compared", why, (trial.proof("enrollment"),))


def _number(text: str) -> int:
    plain = re.sub(r"[,\s]", "", text) if text[0].isdigit() else text.lower()
    if plain.isdigit():
        return int(plain)
    if dozens := re.fullmatch(r"(half\s)?(\w+)\sdozen", plain):
        return _WORDS.get(dozens[2], 1) * (6 if dozens[1] else 12)
    thousands, there, rest = plain.rpartition("thousand")
    return 1000 * (_below_1000(thousands) or 1) * bool(there) + _below_1000(rest)


def _below_1000(words: str) -> int:
    hundreds, there, rest = words.rpartition("hundred")
    return 100 * (_added(hundreds) or 1) * bool(there) + _added(rest)


def _added(words: str) -> int:
    return sum(_WORDS[word] for word in re.split(r"[^a-z]+", words) if word in _WORDS)


# --- sites ---

_COUNTED = re.compile(
    rf"(?<![\w.,]){_NUMBER}\s+(?:[\w-]+\s){{0,2}}?(sites|cent(?:er|re)s|hospitals|locations|"
    rf"institutions|"
    r"countries)\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"\b(single|one|multi|multiple)[\s-]?(?:cent(?:er|re)|site)\b", re.IGNORECASE)


def sites(said: Said, trial: Trial) -> Iterator[Judged]:
    """What a sentence says of the number of sites and countries."""
    text = said.text
    for match in _COUNTED.finditer(text):
        if elsewhere(text, match.start()):
            continue
        number, of_countries = _number(match[1]), match[2].lower().startswith("countr")
        countries = {site[0] for site in trial.sites if site[0]}
        there = len(countries) if of_countries else len(trial.sites)
        noun = "countries" if of_countries else "sites"
        yield _counted(match, number == there, f"the record lists {there} {noun}", trial)
    for match in _SINGLE.finditer(text):
        if elsewhere(text, match.start()):
            continue
        there = len(trial.sites)
        single = match[1].lower() in ("single", "one")
        yield _counted(match, (there == 1) == single, f"the record lists {there} sites", trial)


def _counted(match: re.Match[str], agrees: bool, why: str, trial: Trial) -> Judged:
    if not trial.sites:
        why = "the record lists no sites"
        return Judged("sites", *match.span(), "not in the record", why)
    verdict = "agrees" if agrees else "contradicts"
    return Judged(
        "sites", *match.span(), verdict, why,  # type: ignore[arg-type]
        (trial.proof("n_locations"),),
    )  # fmt: skip
