"""How many people a paper's study has: those enrolled or randomised, never those screened.

A number is told only where it stands in an accepted form (``forms``, ``arms``), and where
nothing beside it lets somebody doubt that it is all of the study's people. The rank nearest to the
trial decides: randomised, then enrolled, then treated or analysed. Where two numbers of that rank
differ there is none: no number rather than a wrong one.
"""

import re
from collections.abc import Iterator, Sequence

from harvest.evidence.facets.sizes.arms import arms
from harvest.evidence.facets.sizes.forms import (
    Claim,
    Rank,
    claims,
    largest_told,
    left_out,
)
from harvest.evidence.facets.sizes.people_words import (
    A_STUDY_SHOWED,
    ANY_COUNT,
    EARLIER_WORK,
    FIGURE,
    NOT_TOLD_HERE,
    OF_ANY_KIND,
    OTHERS,
    PEOPLE,
    QUALITY,
    SCREENED,
    SURELY_PEOPLE,
    figure,
    may_count,
    without_asides,
)
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import Passage, RecordText, sentences

_SHARE = 8  # a number smaller than this part of the total is more likely a part of it
_BESIDE = re.compile(
    rf"(?:,|\band|\bwhile|\bwhereas|\bversus|\bvs)\s+(?:[a-z][\w-]*\s+){{0,4}}{FIGURE}"
    rf"(?:\s+(?P<people>{QUALITY}{PEOPLE}))?(?:\s+(?P<next>[a-z]+)(?P<after>\s+[\w-]+)?)?",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    rf"\b(?:compared (?:with|to)|than) (?:[a-z]+ ){{0,3}}?{FIGURE} (?P<people>{QUALITY}{PEOPLE})",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\b(?:of (?:whom|which|these|them|those|the \d)|includ(?:ing|es?)|compris\w+|consist\w+|"
    r"divided|between)\b|:",
    re.IGNORECASE,
)
_A_MEASURE = re.compile(
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|h|min|mg|kg|ml|mm|cm|points?|times|groups?|arms?|"
    r"cent(?:er|re)s?|sites?|hospitals?|countries|clinics?|units?|institutions?|studies|trials|sessions|"
    r"doses?|cycles|per|percent|yr|yrs|different|types?|conditions?|treatments?|cohorts?|sets?)$",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:complet|analy|evalua|available|assess|remain|follow|surviv|died|withdr|exclud|lost|"
    r"finish|consent|includ|drop|discontinu)",
    re.IGNORECASE,
)
_SAME = re.compile(r"\s*(?:[a-z][a-z,-]* ){0,3}?(?:completed|received|underwent)\b", re.IGNORECASE)
_EXCLUDING = re.compile(r"\b(?:excluding|after (?:the )?exclusion)\b", re.IGNORECASE)
_EACH = re.compile(
    rf"(?:(?!\d|\b{FIGURE}\b)[^.;])*?"
    r"\b(?:(?:in|to|for|into|from|at|of|within|by) each\b|per (?:group|arm)\b)",
    re.IGNORECASE,
)
_TO_ONE_ARM = re.compile(
    r"[^.;:]*?\b(?:randomi[sz]ed|assigned|allocated)\s+(?:in)?to\s+(?:the |an? )?[^.;]*"
    r"\b(?:group|arm|condition)\b(?!s)|\s+were [^.;]*\bgroup (?:\d|[A-D]|I+)\b|"
    r"\s+to (?:the |an? )?[\w\s-]{1,40}\b(?:group|arm)\b(?!s)",
    re.IGNORECASE,
)
_TO_SOMETHING = re.compile(r"\b(?:randomi[sz]ed|assigned|allocated)\s+to\b", re.IGNORECASE)
_SHARED_OUT = re.compile(
    r"\b(?:or|versus|vs|and|either|both|two|three|four|five|six|[2-6] (?:groups|arms))\b|"
    r"\d\s?:\s?\d",
    re.IGNORECASE,
)
_OF_ANIMALS = re.compile(
    r"\b(?:rats|mice|murine|rabbits|dogs|canine|pigs|piglets|porcine|swine|sheep|ovine|lambs|goats|"
    r"monkeys|macaques|horses|equine|cows|calves|bovine|chickens|simulat\w+)\b",
    re.IGNORECASE,
)
_PATIENTS = re.compile(rf"\b{ANY_COUNT} {QUALITY}patients\b", re.IGNORECASE)
# the study is a part of another, or of a model
_PART_OF_ANOTHER = re.compile(
    r"\b(?:secondary (?:data )?analys|post[- ]hoc (?:analys|stud)|sub-?stud|ancillary|"
    r"sub-?analys|nested (?:case|cohort|stud|trial|rct)|per[- ]protocol|sub-?sample|simulat)"
    rf"\w*|\b(?:present|this|current) (?:study|analysis|report)\b[^.]{{0,120}}?\b(?:subset|"
    rf"sub-?group) of (?:the )?{FIGURE}\s"
    r"|\b(?:in|into|of|from) (?:the|an?|our) (?:original|parent|previous|earlier|main) "
    r"(?:\S+ )?(?:study|trial)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:another|a second|a third|a further|an additional|a separate) "
    rf"(?:(?:[\w-]+ ){{0,3}}?(?:group|sample|cohort|set|series) of (?:[a-z]+ )?{FIGURE}\s|"
    rf"{ANY_COUNT} {QUALITY}{PEOPLE}\b)",
    re.IGNORECASE,
)


def sample_size(record: RecordText) -> tuple[Fact, ...]:
    """How many people a paper's study has; nothing where the text is not plain about it.

    The abstract counts before the title. Healthy volunteers beside patients, controls from history,
    eyes and other things that people have are not the sample.
    """
    if any(_OF_ANIMALS.search(passage.text) for passage in record.titles):
        return ()
    for passages in (record.bodies, record.titles):
        told = [
            (passage, claim)
            for passage in passages
            for start, end in own_sentences(passage.text)
            if may_count(passage.text, start, end)
            for claim in (arms(passage, start, end) or claims(passage, start, end))
        ]
        if told:
            found = decided(told)
            return (found,) if found and _surely_people(record, found) else ()
    return ()


def _surely_people(record: RecordText, found: Fact) -> bool:
    """Whether "600 individuals" are people: the record has a word that is said of nobody else."""
    if OF_ANY_KIND.search(found.span.text) is None:
        return True
    return any(SURELY_PEOPLE.search(p.text) for p in (*record.titles, *record.bodies))


def own_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences that can tell of this study's own people: not background, not conclusions."""
    foreign = False
    for start, end in sentences(text):
        if start == 0 or text[start - 1] == "\n":
            foreign = NOT_TOLD_HERE.match(text, start) is not None
        if (
            not foreign
            and EARLIER_WORK.search(text, start, end) is None
            and not A_STUDY_SHOWED.match(text, start, end)
        ):
            yield start, end


def _of_one_arm(passage: Passage, claim: Claim) -> bool:
    """Whether "33 were randomised to the drug" is one arm: nothing is shared out, and more stand
    elsewhere."""
    rest = _rest(passage, claim)
    return (
        claim.rank is Rank.RANDOMISED
        and _TO_SOMETHING.search(rest) is not None
        and _SHARED_OUT.search(rest) is None
        and largest_told(passage)[1] > claim.value
    )


def decided(told: Sequence[tuple[Passage, Claim]]) -> Fact | None:
    """The one number of the highest rank, if nothing told beside it makes it doubtful."""
    if any(not claim.others for _, claim in told):
        others = [claim for _, claim in told if claim.others]
        told = [(passage, claim) for passage, claim in told if not claim.others]
    else:
        others = []
    highest = max(claim.rank for _, claim in told)
    best = [(passage, claim) for passage, claim in told if claim.rank is highest]
    passage, claim = best[0]
    if (
        len({claim.value for _, claim in best}) > 1
        or any(c.rank is Rank.TREATED and c.value > claim.value for _, c in told)
        or any(c.rank > highest for c in others)
        or (claim.others and _PATIENTS.search(passage.text))
        or ((highest < Rank.RANDOMISED or claim.added) and largest_told(passage)[1] > claim.value)
        or _PART_OF_ANOTHER.search(passage.text)
        or _ANOTHER.search(passage.text)
        or any(_others_beside(*found) or _of_one_arm(*found) for found in best)
    ):
        return None
    span = passage.span(claim.start, claim.end)
    size = float(claim.value)
    return Fact("sample_size", str(claim.value), f"n = {claim.value}", span, size, size, "people")


def _rest(passage: Passage, claim: Claim) -> str:
    """The words behind a claim up to a full stop, over the semicolons of a list."""
    text, end = passage.text, claim.end
    for start, stop in sentences(text):
        if stop <= claim.end:
            continue
        if start > claim.end and not text[:end].rstrip().endswith(";"):
            break
        end = stop
    return text[claim.end : end]


def _others_beside(passage: Passage, claim: Claim) -> bool:
    """Whether the sentence goes on with people who are no part of these, or tells of one arm."""
    if claim.added:
        return False
    shown = passage.text[claim.start : claim.end] + _rest(passage, claim)
    rest = left_out(without_asides(shown))[claim.end - claim.start :]
    rest = re.sub(r"\s+", " ", rest)
    if _EXCLUDING.search(rest):
        return True
    if _EACH.match(rest) or ((arm := _TO_ONE_ARM.match(rest)) and not _SHARED_OUT.search(arm[0])):
        return True
    if (compared := _COMPARED.search(rest)) and not OTHERS.search(compared["people"]):
        return True
    numbers = re.finditer(rf"(?<![\w.,]){FIGURE}", rest, re.IGNORECASE)
    listed = [value for m in numbers if (value := figure(m["n"]) or 0) > 1]
    if any(
        sum(listed[n:m]) == claim.value
        for n in range(len(listed))
        for m in range(n + 2, min(n + 5, len(listed)) + 1)
    ):
        return False  # the parts of these very people
    return any(_goes_on(match, rest, claim.value) for match in _BESIDE.finditer(rest))


def _goes_on(match: re.Match[str], rest: str, total: int) -> bool:
    """Whether a number that is not a part of the total goes on ("… and 101 received placebo")."""
    same = _SAME.match(rest) and _SAME.match(rest, match.end("people" if match["people"] else "n"))
    following = f"{match['next'] or ''}{match['after'] or ''}"
    return bool(
        (match.start() <= 1 and match["people"])
        or (
            total <= (figure(match["n"]) or 0) * _SHARE
            and _PARTS.search(rest[: match.start("n")]) is None
            and not _A_MEASURE.match(match["next"] or "")
            and SCREENED.search(rest[match.start() : match.end() + 30]) is None
            and (same or not any(_LATER.match(word) for word in following.split()))
        )
    )
