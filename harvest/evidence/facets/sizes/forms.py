"""The forms of a sentence in which a number of people is told as all of a study's people.

A number is accepted in one of a few plain forms and in no other: as what the main clause is about
("A total of 40 patients with cirrhosis were enrolled"), as what the study or its authors took
("We randomised 40 patients"), behind a larger number of which it is the rest ("Of 120 screened, 40
were included"), as a cohort or sample "of 40 patients", in a title ("… in 40 patients"), or as arms
that a sentence tells all of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import chain

from harvest.evidence.facets.sizes.people_words import (
    A_LABEL,
    ANY_COUNT,
    FIGURE,
    N_EQUALS,
    NOT_NUMBERED,
    OTHERS,
    PEOPLE,
    QUALITY,
    SCREENED,
    counted,
    each,
    without_asides,
)
from harvest.evidence.reading.passages import Passage, sentences


class Rank(IntEnum):
    """How near to the trial the people stand; the highest that is told decides."""

    TREATED = 1
    ENROLLED = 2
    RANDOMISED = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of people in an accepted form, and where it stands in its passage.

    ``others`` are people beside patients (healthy, controls); ``added`` is a sum of arms.
    """

    value: int
    start: int
    end: int
    rank: Rank
    others: bool = False
    added: bool = False


_FEW = 10  # fewer without a noun are arms, drugs, levels
_VERBS = {
    Rank.RANDOMISED: (
        r"(?:randomi[sz]ed\b(?!,? (?:control|clinical|trial|stud|double|open|placebo|cross|phase))"
        r"|(?:randomly|equally|evenly) (?:\w+ )?(?:assigned|allocated|divided|distributed|split|"
        r"separated|selected and)\b|(?:assigned|allocated)\b|underwent randomi[sz]ation)"
    ),
    Rank.ENROLLED: (
        r"(?:enrol+ed|included\b(?! (?:in|for) (?:\w+ ){0,2}analys)|recruited|studied|entered|"
        r"involved|accrued|participated|took part|divided (?:in)?to)\b"
    ),
    Rank.TREATED: (
        r"(?:treated|included|analy[sz]ed|evaluated|transplanted|examined|investigated|reviewed|operated|"
        r"received|underwent|completed)\b"
    ),
}
_RANDOM = re.compile(_VERBS[Rank.RANDOMISED], re.IGNORECASE)
_NEAR = f"{_VERBS[Rank.RANDOMISED]}|{_VERBS[Rank.ENROLLED]}"
_ACTIVE = (
    r"(?:(?:entered|participated|took part|joined)\b|"
    r"enrol+ed(?=\s*(?:[,;.]|$|and\b|in (?:this|the|our) (?:study|trial))))"
)
_BE = r"(?:were|was|have been|had been|will be|are being|are (?=random))"
_BEFORE_VERB = (
    r"(?:(?:\w+ly|then|also|all|first|further|thus|be|been|being|next|retrospectively)\s+)*"
)
_TOTAL = (
    r"(?:(?:in total,?|a total of|total of|overall,?|altogether,?|totally,?|in all,?|the|all|"
    r"finally,?|data (?:of|from|for|on)|(?:medical )?records (?:of|from)|"
    r"an? (?:\w+ )?(?:series|cohort|sample) of|approximately|about|these)\s+)*"
)
_BESIDE_PATIENTS = (
    r"(?:healthy|normal|matched|historical)(?: [\w-]+){0,2}? (?:volunteers|controls|subjects|"
    r"individuals|participants|people|persons|adults|children|donors|women|men)|"
    r"controls|volunteers|healthy donors"
)
_LABEL = re.compile(
    r"\W*(?:[A-Z][A-Za-z,/&\-() ]{2,60}:\s*|(?:materials?|methods?|results?|patients?|"
    r"participants?|subjects?|findings|settings?|(?:study )?design)"
    r"(?:(?:/| and | & |, )\w+)?\]?\.?\s+)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\W*(?:(?:Then|Next|Here|Briefly|Thus|Finally),\s+)?"
    r"(?:(?:In|Between|From|During|Over|At|For|Since|On|Using|Following|Through|Within|By|To|Under|"
    r"As|Via|Until|We conducted)\b[^.;:]{3,240}?(?:,|\b(?:study|trial|design|\d{4}|in which))\s+"
    rf"(?:and |in which |where )?)?(?i:{_TOTAL})"
)
# what makes the people of a clause a part: a group, an arm, one of several studies
_OF_A_PART = re.compile(
    r"\b(?:groups?|arms?|(?:cohort|phase|part|stud(?:y|ies)|trial|sample|experiment|stage|wave) "
    r"(?:\d|[A-D]\b|[IVX]+\b)|controls?|other|another|additional|remaining|second|third|each|every|"
    r"per|sub-?(?:stud|set|group|sample|cohort)\w*|animals?|mice|rats|practices?|simulat\w+|"
    r"(?:both|two|three|four|several|previous|earlier|prior) (?:\w+ ){0,3}?(?:series|cohorts|"
    r"samples|stud(?:y|ies)|trials?|groups))\b",
    re.IGNORECASE,
)
_NOT_IN_A_LIST = r"(?<!\d and )(?<!\d, )(?<!\d or )"
_SUBJECT = re.compile(
    rf"{_NOT_IN_A_LIST}{NOT_NUMBERED}{FIGURE}\s+(?P<people>{QUALITY}{PEOPLE})\b"
    r"(?<!patient)(?<!participant)(?<!subject)(?!['’-]|\s+or more\b)",
    re.IGNORECASE,
)
_BY_N = re.compile(
    rf"\b(?:{QUALITY}{PEOPLE})\b[^.;:()\d]{{0,60}}?\(\s*(?P<aside>{N_EQUALS.pattern}[^()]*)\)",
    re.IGNORECASE,
)
_NO_VERB = r"(?:(?!\b(?:were|was|will|have been|had been|are)\b|[;:.]\s).)"
_PASSIVE = re.compile(
    rf"\s*(?P<between>{_NO_VERB}{{0,220}}?(?:,?\s(?:who|that|which|whose)\s(?:were|was|had been|"
    rf"have been|are)\s{_NO_VERB}{{0,120}}?)?)\b{_BE}\s*{_BEFORE_VERB}"
    rf"(?P<verb>{_NEAR}|{_VERBS[Rank.TREATED]}|[a-z]+)",
    re.IGNORECASE,
)
_ACTIVELY = re.compile(
    r"\s*(?P<between>(?:(?!\b(?:were|was|will|have|had|are|who|that|which)\b|[;:.]\s).){0,160}?)"
    rf"\b{_BEFORE_VERB}(?P<verb>underwent randomi[sz]ation|{_ACTIVE})",
    re.IGNORECASE,
)
_NOT_MAIN = re.compile(
    r"\b(?:who|that|which|whose|and|or|not|having|being|had|have|of|previously|recently)\W*$|\bcomplet",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"\b(?:and|but|or|only|while)\s+(?:only\s+|the\s+)?(?:one|{ANY_COUNT})\b"
    r"(?!\s*(?:years?|yrs?|y|months?|weeks?|days?|kg|mg|cm|mm|%|[-/.]))",
    re.IGNORECASE,
)
_AND_THEN = re.compile(
    rf"(?:(?!\d|[.;:]|\b{ANY_COUNT}\s).){{0,60}}?(?:\band|,)\s+"
    rf"(?:(?:were|was|will be|have been)\s)?{_BEFORE_VERB}(?P<verb>{_NEAR})",
    re.IGNORECASE,
)
_WE = re.compile(
    r"\b(?:we|investigators|authors|(?:this|our|the|present|current) (?-i:[a-z-]+ ){0,4}?(?:study|"
    r"trial|rct|series|cohort|sample|population|analysis)|participants|subjects|patients)\s+(?:(?:\w+ly|have|has|will|also|then|were|was)\s+)*"
    rf"(?:(?:screened|assessed|approached|invited) {ANY_COUNT} (?:\w+ )?and )?"
    r"(?:(?P<r>randomi[sz]ed?|(?:randomly )?(?:assigned|allocated))|"
    r"(?P<e>enrol+(?:ed)?|included?|recruit(?:ed)?|studied|comprised(?: of)?|consisted of|involved)"
    r"|(?P<t>analy[sz]ed|treated|evaluated|examined|reviewed|investigated))"
    rf"(?: and (?P<r2>randomi[sz]ed|randomly assigned))?\s+{_TOTAL}$",
    re.IGNORECASE,
)
_OF_MORE = re.compile(
    rf"\W*(?:(?:Out )?[Oo]f|[Aa]mong|[Ff]rom|[Aa]fter)\b[^.;:]*?\b{ANY_COUNT}[^.;:]*?,\s*"
    r"(?:a total of |only )?",
)
_OUT_OF_MORE = re.compile(
    rf"{NOT_NUMBERED}{FIGURE}\s+(?:out )?of\s+(?:the |these )?{ANY_COUNT}\s+{QUALITY}{PEOPLE}\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\sof\s", re.IGNORECASE)
_OF_WHOM = re.compile(
    r"\b(?:of|from|among) (?:whom|which|these|those|them),?\s*(?:a total of )?$", re.IGNORECASE
)
_SCREENED_AND = re.compile(
    r"\b(?:screened|assessed|approached|eligible|identified|invited|consented|contacted|excluded)\b"
    r"[^.;:]{0,60}(?:\band|,)\s+(?:a total of )?$",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\W*(?:Of|Among|In)\s+(?:the\s+)?")
_WERE_TAKEN = re.compile(
    r"[^,;.]{0,60}?\b(?:(?P<r>randomi[sz]ed)|enrol+ed|included|recruited)\b"
    r"(?: in (?:this|the|our) (?:study|trial|analysis))?\s*,(?!.*\brandomi[sz])",
    re.IGNORECASE,
)
_IN_A_TITLE = re.compile(
    r"(?:^\W*|\b(?:of|in|on|with|from|:)\s+(?:the\s+)?(?:(?:treatment|review) of )?)$",
    re.IGNORECASE,
)
_A_NOTICE = re.compile(r"\W*(?:Retract|Erratum|Correct|Comment|Reply|Response)", re.IGNORECASE)
_A_SECTION = re.compile(
    rf"\W*(?:study )?(?:participants|patients|subjects)[a-z /&]*:\s*{_TOTAL}", re.IGNORECASE
)
# people beside the patients, and what patients have several of, are left out before reading
_LEFT_OUT = re.compile(
    rf"{NOT_NUMBERED}{ANY_COUNT} (?:[\w-]+ ){{0,3}}?(?:{_BESIDE_PATIENTS})\s+and\s+"
    rf"(?={ANY_COUNT} {QUALITY}{PEOPLE}\b)"
    rf"|(?<=\w),?\s+and\s+{ANY_COUNT} (?:[\w-]+ ){{0,4}}?(?:{_BESIDE_PATIENTS})(?! patients)"
    rf"|{NOT_NUMBERED}{ANY_COUNT} (?:[\w-]+ )?(?:eyes|ears|knees|hips|teeth|lesions|wounds) "
    r"(?:of|in|from) "
    rf"(?={ANY_COUNT} {QUALITY}{PEOPLE}\b)",
    re.IGNORECASE,
)
_SIGNS_OF_THEM = (  # one of these stands in all of it
    "healthy", "normal", "matched", "historical", "controls", "volunteers",
    "eyes", "ears", "knees", "hips", "teeth", "lesions", "wounds",
)  # fmt: skip
_BARE = re.compile(
    rf"{NOT_NUMBERED}{FIGURE}(?=\s+(?:\([^)]*\)\s*)?(?:{_BE}\s+)?{_BEFORE_VERB}"
    rf"(?P<verb>{_NEAR})(?! {PEOPLE}\b))",
    re.IGNORECASE,
)


def claims(passage: Passage, start: int, end: int) -> Iterator[Claim]:
    """The numbers of people that a sentence tells in an accepted form, if it ``may_count`` any."""
    raw = passage.text[start:end]
    plain = left_out(without_asides(raw))
    told = (
        _by_noun(plain, passage.field),
        _out_of(plain),
        _by_n(raw, plain),
        _bare(passage, plain),
    )
    for claim in chain.from_iterable(told):
        yield replace(claim, start=start + claim.start, end=start + claim.end)


def left_out(plain: str) -> str:
    """The text with blanks for healthy people beside the patients, and for eyes "of" them."""
    if not any(word in plain.lower() for word in _SIGNS_OF_THEM):
        return plain
    return _LEFT_OUT.sub(lambda match: " " * len(match.group()), plain)


def _by_noun(plain: str, field: str) -> Iterator[Claim]:
    for match in each(_SUBJECT, plain):
        value, people = counted(match), match["people"]
        left, rest = plain[: match.start()], plain[match.end() :]
        if value is None or A_LABEL.search(left):
            continue
        if field == "abstract" and people.lower().endswith("cases"):
            continue  # one person may be several cases
        ranks = list(_told(left, rest, people))
        if field != "abstract" and _in_a_title(left, value):
            ranks.append(Rank.TREATED)
        others = OTHERS.search(people) is not None
        yield from (Claim(value, match.start(), match.end(), rank, others) for rank in ranks)


def _told(left: str, rest: str, people: str) -> Iterator[Rank]:
    """The rank of a number with these words before and behind it, by each form that it has."""
    bare = _unlabelled(left)
    if (_starts(bare) and (rank := _main_verb(rest))) or (
        _of_more(left, bare)
        and SCREENED.search(left)
        and (rank := _main_verb(rest))
        and rank > Rank.TREATED
    ):
        yield rank
    if taken := _WE.search(left):
        ranks = (taken["r"] or taken["r2"], taken["e"], taken["t"])
        yield next(r for r, said in zip(reversed(Rank), ranks, strict=True) if said)
    if _AMONG.fullmatch(bare) and (were := _WERE_TAKEN.match(rest)):
        yield Rank.RANDOMISED if were["r"] else Rank.ENROLLED
    if _A_SECTION.fullmatch(left) and OTHERS.search(people) is None:
        yield Rank.ENROLLED


def _in_a_title(left: str, value: int) -> bool:
    """Whether a title says that it is about so many people; round thousands are rounded."""
    return bool(_IN_A_TITLE.search(left) and not _A_NOTICE.match(left) and value % 1000)


def _unlabelled(left: str) -> str:
    for _ in range(2):
        label = _LABEL.match(left)
        left = left[label.end() :] if label else left
    return left


def _starts(left: str) -> bool:
    return _LEAD.fullmatch(left) is not None and _OF_A_PART.search(left) is None


def _of_more(left: str, bare: str) -> bool:
    """Whether a larger number of people stands before, of which this one is what remained."""
    return bool(_OF_MORE.fullmatch(bare) or _OF_WHOM.search(left) or _SCREENED_AND.search(left))


def _main_verb(rest: str) -> Rank | None:
    """What the verb of the clause says that was done with the people before it."""
    found = [
        m
        for m in (_PASSIVE.match(rest), _ACTIVELY.match(rest))
        if m and not any(words.search(m["between"]) for words in (_NOT_MAIN, _OF_A_PART, _MORE))
    ]
    if not found:
        return None
    first = min(found, key=lambda m: m.end())
    ranks = [_rank(first["verb"])]
    if following := _AND_THEN.match(rest, first.end()):
        ranks.append(_rank(following["verb"]))
    return max((rank for rank in ranks if rank), default=None)


def _rank(verb: str) -> Rank | None:
    return next((r for r, words in _VERBS.items() if re.fullmatch(words, verb, re.I)), None)


def _out_of(plain: str) -> Iterator[Claim]:
    """The smaller number of "Forty of 120 screened patients were randomised"."""
    for match in each(_OUT_OF_MORE, plain) if _OF.search(plain) else ():
        value, rank = counted(match), _main_verb(plain[match.end() :])
        if value and rank and rank > Rank.TREATED and _starts(_unlabelled(plain[: match.start()])):
            yield Claim(value, match.start(), match.end(), rank)


def _by_n(raw: str, plain: str) -> Iterator[Claim]:
    """Numbers in brackets right behind the people: "Patients (n = 40) were randomised"."""
    found = list(_BY_N.finditer(raw)) if N_EQUALS.search(raw) else []
    for match in found:
        value = counted(match)
        if value is None or len(found) > 1 or len(N_EQUALS.findall(match.group())) > 1:
            continue
        left = raw[: match.start()]
        rest = raw[match.end() :]
        if (another := N_EQUALS.search(rest)) and _RANDOM.search(rest[: another.start()]) is None:
            continue  # "with reflux (n = 1070) or hypertension (n = 1055) were assigned"
        rank = _main_verb(plain[match.end() :]) if _starts(_unlabelled(left)) else None
        if rank is None and _WE.search(left):
            rank = Rank.ENROLLED
        if rank is not None:
            others = OTHERS.search(match.group()) is not None
            yield Claim(value, match.start("aside"), match.end("aside"), rank, others)


def _bare(passage: Passage, plain: str) -> Iterator[Claim]:
    """Numbers without a noun, which stand for a part of those before: "and forty enrolled"."""
    for match in each(_BARE, plain):
        value, left = counted(match), plain[: match.start()]
        if value is None or A_LABEL.search(left):
            continue
        bare = _unlabelled(left)
        rest = _starts(bare) and _FEW <= value < largest_told(passage)[0]
        if (rest or _of_more(left, bare)) and (rank := _rank(match["verb"])):
            yield Claim(value, match.start(), match.end(), rank)


@lru_cache(maxsize=16)
def largest_told(passage: Passage) -> tuple[int, int]:
    """The largest number of people of a text in any form, and that of those not just screened."""
    every, taken = [0], [0]
    for start, end in sentences(passage.text):
        plain = left_out(without_asides(passage.text[start:end]))
        values = [counted(match) or 0 for match in each(_SUBJECT, plain)]
        every += values
        if SCREENED.search(plain) is None:
            taken += values
    return max(every), max(taken)
