"""Arms that a sentence tells one after another, as the one number that they are together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from harvest.evidence.facets.sizes.forms import Claim, Rank
from harvest.evidence.facets.sizes.people_words import (
    ANIMALS,
    FIGURE,
    N_EQUALS,
    NOT_NUMBERED,
    PEOPLE,
    QUALITY,
    figure,
    without_asides,
)
from harvest.evidence.reading.passages import Passage


def _named(name: str, pattern: str = FIGURE) -> str:
    return pattern.replace("(?P<n>", f"(?P<{name}>")


_PEOPLE = rf"(?:{QUALITY}{PEOPLE})"
_WORDS = r"(?:(?!\d)[^.,;:()]){1,80}?"
_TO = r"(?:(?:were |was )?(?:randomly )?(?:randomi[sz]ed|assigned|allocated)\s+to|received)\b"
_START = r"\W*(?:[A-Z][A-Za-z &]{2,40}:\s*|(?:Methods|Results)\s+)?"
_ONE, _OTHER = _named("one"), _named("other")
# each tells all arms of a study in one sentence; the verb gives the rank
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_START}{_ONE} {_PEOPLE} (?P<verb>{_TO}){_WORDS},? and {_OTHER} (?:{_PEOPLE} )?"
        rf"(?:{_TO}|to\b)",
        rf"(?:{_START}|.*\b)we (?P<verb>(?:randomi[sz]ed|randomly assigned)) {_ONE} {_PEOPLE} to"
        rf"{_WORDS},? and {_OTHER} (?:{_PEOPLE} )?to\b",
        rf"{_START}{_ONE} {_PEOPLE} in (?:the|an?) {_WORDS} (?:group|arm),? and {_OTHER} "
        rf"(?:{_PEOPLE} )?in (?:the|an?) {_WORDS} (?:group|arm) were (?P<verb>\w+)",
        rf"{_START}{_ONE} (?P<who>{PEOPLE}) with {_WORDS} and {_OTHER} (?P=who) with {_WORDS} were "
        r"(?P<verb>enrol+ed|included|recruited)",
        rf"{_START}In phase \w+, {_ONE} {_PEOPLE}; in phase \w+, {_OTHER} {_PEOPLE} were "
        r"(?P<verb>enrol+ed|treated)",
    )
]
_ASSIGNED = re.compile(
    r"\b(?:randomi[sz]ed|assigned|allocated)\b[^.;:()]{0,80}?\b(?:to|into|in|receive)\b",
    re.IGNORECASE,
)
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:protocol|study|experiment|phase|part|cohort|stage|trial) (?:\d|[A-D]\b|I+\b)|"
    r"\bcluster|\bcomplet|\banaly[sz]ed for\b",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:municipalities|schools|practices|clinics|hospitals|villages|communities|centers|centres|"
    r"clusters|households|wards|couples|dyads|eyes|knees|teeth|lesions|procedures)\b",
    re.IGNORECASE,
)
# "n = 30 couples", but not "n = 20 or"
_OF_THINGS = re.compile(r"\s*[;,]?\s*(?!in\b|or\b|and\b|vs)[a-z]{3,}")
_COUNTED = re.compile(
    rf"{NOT_NUMBERED}{FIGURE} (?:{QUALITY}(?:{PEOPLE}|couples|dyads|eyes|procedures))\b",
    re.IGNORECASE,
)
_MAY_TELL = re.compile(r"\band\b|;|\bn\s?=", re.IGNORECASE)
_A_VERB = re.compile(
    r"\b(?:randomi[sz]ed|assigned|allocated|received|enrol+ed|included|recruited|treated|groups?|"
    r"arms?)\b",
    re.IGNORECASE,
)
_A_NUMBER = re.compile(_named("any"), re.IGNORECASE)


def arms(passage: Passage, start: int, end: int) -> Sequence[Claim]:
    """The arms of one sentence added up, where it tells two, or each by "n =" behind its name.

    Of a sentence that ``may_count`` people.
    """
    raw = passage.text[start:end]
    if not (_MAY_TELL.search(raw) and _A_VERB.search(raw)):
        return []
    plain = re.sub(r"\s", " ", without_asides(raw))
    for form in _FORMS:
        match = form.match(plain)
        if match and _A_NUMBER.search(plain, match.end()) is None:
            value = sum(figure(match[name]) or 0 for name in ("one", "other"))
            place = start + match.start("one"), start + match.end("other")
            return [Claim(value, *place, _rank(match["verb"]), added=True)]
    return [
        replace(c, start=start + c.start, end=start + c.end) for c in _by_n(passage, raw, plain)
    ]


def _by_n(passage: Passage, raw: str, plain: str) -> Iterator[Claim]:
    """Patients were randomised to MSC (n = 20) or placebo (n = 20)."""
    assigned = _ASSIGNED.search(plain)
    if _ONE_OF_SEVERAL.search(raw) or ANIMALS.search(passage.text):
        return
    found = list(N_EQUALS.finditer(raw, assigned.start())) if assigned else []
    total = sum(figure(match["n"]) or 0 for match in found)
    if (
        assigned is not None
        and len(found) > 1
        and "%" not in plain[assigned.start() : found[0].start()]
        and _THINGS.search(plain, 0, assigned.start()) is None
        and not any(_OF_THINGS.match(raw, match.end()) for match in found)
        and all(figure(m["n"]) == total for m in N_EQUALS.finditer(raw, 0, found[0].start()))
        and all(figure(match["n"]) == total for match in _COUNTED.finditer(plain))
    ):
        place = found[0].start(), found[-1].end()
        yield Claim(total, *place, Rank.RANDOMISED, added=True)


def _rank(verb: str) -> Rank:
    if re.match("randomi|random|assign|alloc", re.sub("^(?:were|was) ", "", verb), re.IGNORECASE):
        return Rank.RANDOMISED
    return Rank.ENROLLED if re.match("enrol|includ|recruit", verb, re.IGNORECASE) else Rank.TREATED
