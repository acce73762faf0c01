"""Whose trial a number in a title or abstract is: the paper's own, or another's.

A paper's own are the trials that it reports, plans, or takes its data from. Nearly every number in
an abstract is of that kind (of 397 read by hand all but three), so a number is the paper's own
unless words beside it, on either side, say that it is another's; or unless the paper calls another
number of the same registry its own and this one merely stands in a sentence.
"""

import re
from collections.abc import Sequence
from typing import Literal

from harvest.identifiers import Found
from harvest.legible import legible

Whose = Literal["announced", "bare", "others"]

_BEFORE, _AFTER = 260, 160  # characters of a sentence that are read on either side
_END = re.compile(r"(?<![A-Z])(?<!vs)(?<!e\.g)(?<!i\.e)[.!?](?=\s+[A-Z(\[]|\s*\n|$)|\n")
_DOT_INSIDE = re.compile(r"\.(?=\w)")

_ANNOUNCED = re.compile(
    r"(?:\b(?:regist(?:ered|ration|rations)|funded by)\b[^.!?]{0,90}|"
    r"(?:trials?\.?\s?gov\b|trials?\.(?:com|org)\b|\bURL\b|\bregist(?:ry|er|ries)\b)[^.!?]{0,50}|"
    r"\b(?:identifi(?:er|ers|ed)|ID|(?:clinical|controlled|current) trials?|numbers?|code|"
    r"EudraCT|ISRCTN|UMIN|CTIS)\b(?! of)[^.!?\w]{0,6}(?:[\w]{1,12}[^.!?\w]{1,3})?)$",
    re.IGNORECASE,
)
_ANNOUNCED_AFTER = re.compile(
    r"^[\s,;(\[]{0,3}(?:at |on |in )?(?:www\.|https?://)?(?:clinical ?trials?\.?gov|(?:was |were |"
    r"is |"
    r"retrospectively |prospectively )?registered)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?:^|[.!?:\n])[\s(\[#]*$")
"""Nothing stands before the number in its sentence, or a heading alone."""

_STUDY = r"\b(?:trials?|stud(?:y|ies)|RCTs?|protocols?)\b"
_RESULTS_OF = (
    r"(?:those|that|(?:the )?(?:results?|findings?|outcomes?|data|rates?)) "
    r"(?:of|from|in|by|reported|observed|seen|published)\b"
)
_OTHERS = re.compile(
    r"\b(?:unlike|in contrast (?:to|with)|contrary to|as opposed to|"
    r"in contradistinction to)\b[^.;]*$|"
    rf"\b(?:compar\w+|similar(?:ly)?|consistent|in line|agree\w*|in agreement|concord\w+|"
    rf"differ\w*) "
    rf"(?:to|with|from|against) {_RESULTS_OF}[^.;]*$|"
    r"\bcompared (?:to|with|against) (?:trial |study )?$|"
    r"\bas (?:in|did|was (?:seen|shown|done) in|(?:seen|shown|reported|observed|"
    r"demonstrated) (?:in|by))\b[^.;]*$|"
    r"\bconfirm\w* (?:the )?(?:results?|findings?) of\b[^.;]*$|"
    r"\b(?:based|building|modell?ed|relying) (?:up)?on (?:the )?"
    r"(?:results?|findings?|experience|success|protocol|design) (?:of|from|in)\b[^.;]*$|"
    rf"{_STUDY}[^.;]{{0,60}}\b(?:such as|e\.g\.?|for example|for instance|like)\W[^.]*$|"
    rf"\b(?:other|another)\b[^.;()]{{0,60}}{_STUDY}[^.;]*$|"
    rf"\b(?:competing|companion|sister|complementary)\b[^.;()]{{0,50}}{_STUDY}[^.;]*$|"
    r"\bcomplement (?:to )?(?:the|two|three|other)\b[^.]*$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    rf"\b(?:previous|prior|earlier|preceding|published|past|"
    rf"completed)\b[^.;()]{{0,60}}{_STUDY}[^.;]*$",
    re.IGNORECASE,
)
_LATER = re.compile(
    rf"\b(?:subsequent|further|future|next|larger|confirmatory|follow-on|planned|upcoming|"
    rf"forthcoming|"
    rf"on-?going|pivotal|currently recruiting|definitive|full-scale|extension)\b[^.;()]{{0,70}}"
    rf"(?:{_STUDY}|\bphase\b)[^.;]*$|"
    r"\b(?:is|are) (?:now |currently |also |further |presently )?(?:being|under|undergoing|"
    r"ongoing|under ?way|"
    r"recruiting|planned|in progress|enrolling|in (?:a )?phase)\b[^.;]*$|"
    r"\b(?:has|have) (?:now |recently |since )?(?:been )?(?:initiated|started|launched|planned|"
    r"begun)\b[^.;]*$|"
    r"\bwill be (?:further |now )?(?:evaluated|tested|investigated|explored|confirmed|addressed|"
    r"examined)"
    r" in\b[^.;]*$|"
    r"\((?:on-?going|recruiting|planned)[,;:]?\s*$",
    re.IGNORECASE,
)
_LEADS_TO = re.compile(
    r"\b(?:led to|prompt(?:s|ed)|support(?:s|ed|ing)?|justif\w+|warrant\w*|basis (?:for|of)|"
    r"rationale for|"
    r"foundation for|way (?:for|to)|inform(?:s|ed)?)\b (?:the )?(?:(?:initiation|design|start|"
    r"conduct|"
    rf"development|launch) of )?(?:an?|two|further|future)\b[^.;]{{0,90}}{_STUDY}[^.;]*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^[\s)\],]{0,4}(?:[^.;]{0,40}\s)?(?:(?:is|are) (?:now |currently |still |also )?(?:on-?going|"
    r"under ?way|"
    r"recruiting|planned|in progress|enrolling|being)|has (?:been |now |recently )*(?:initiated|"
    r"started|begun|"
    r"launched)|will (?:test|evaluate|assess|determine|investigate|examine|address|clarify|answer|"
    r"confirm|be))\b|^\s*[,;:]\s*(?:still |currently )?(?:on-?going|recruiting|not yet|planned|"
    r"unpublished)\b",
    re.IGNORECASE,
)
_SET_AGAINST_US = re.compile(
    r"^[\s)\],]{0,4}[^.;]{0,90}\b(?:whereas|while|but|in contrast,?|by contrast,?|however,?|"
    r"unlike)\s+"
    r"(?:in )?(?:we|our|ours|this|the present|the current|here)\b",
    re.IGNORECASE,
)
_SOME = re.compile(
    rf"\b(?:an?|another|two|three|several|many|some|further|larger?|"
    rf"additional)\b(?!\s+total)[^.;]{{0,110}}{_STUDY}"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"\b(?:this|these|our|present|current|we (?:report|present|describe|conducted|performed)|"
    r"here(?:in)?)\b"
    rf"[^.;]{{0,60}}{_STUDY}|\bis an? (?:on-?going|larger?|pivotal)\b",
    re.IGNORECASE,
)
_DATA_OF = re.compile(
    r"\b(?:data|samples?|specimens?|sera|biops\w+|records|images|scans|patients|participants|"
    r"subjects|people|women|"
    r"men|children|adults|infants|volunteers|cohorts?|individuals|analys[ei]s|sub-?study|"
    r"sub-?analysis|"
    r"follow-up|extension|baseline|enrolled|recruited|embedded|nested|derived|drawn|acquired|"
    r"collected|"
    r"rolled over|part)\b[^.;]{0,110}\b(?:from|of|in|within|during|into)\b[^.;]*$",
    re.IGNORECASE,
)
_FOLLOWS_UP = re.compile(
    r"\b(?:long[- ]term|follow-?up (?:study|of|analysis|report)|extension|(?:secondary|"
    r"post[- ]?hoc|pooled|"
    r"exploratory|retrospective|ancillary|sub-?group) analys[ei]s|sub-?study|re-?analys\w+)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\b(?:is|are|was|were|we|has|have|had|did|unlike|whereas|while|but)\b", re.I)
_NO_TRIAL_OF_ITS_OWN = {"review", "comment", "preclinical", "notice"}


def whose(text: str, numbers: Sequence[Found], role: str = "", title: str = "") -> tuple[bool, ...]:
    """Whether each number of trials, in reading order, is the own of the paper with this text.

    ``role`` is the kind of the paper (``links.paper_kind``) and ``title`` its title, where known.
    """
    found = said_of(text, numbers, planned=role == "protocol", title=title)
    announced = {
        each.registry for each, said in zip(numbers, found, strict=True) if said == "announced"
    }
    own = {
        each.id
        for each, said in zip(numbers, found, strict=True)
        if said == "announced"
        or (said == "bare" and each.registry not in announced and role not in _NO_TRIAL_OF_ITS_OWN)
    }
    return tuple(each.id in own for each in numbers)


def said_of(
    text: str, numbers: Sequence[Found], *, planned: bool = False, title: str = ""
) -> tuple[Whose, ...]:
    """What the sentence of each number says of it; ``planned`` is whether the paper is a protocol.

    "announced" is called the paper's own in so many words, "bare" merely stands there.
    """
    copy = legible(text)
    if copy.places is None:
        spans = [(each.start, each.end) for each in numbers]
    else:
        forth = {place: n for n, place in reversed(list(enumerate(copy.places)))}
        spans = [(forth.get(each.start, 0), forth.get(each.end, 0)) for each in numbers]
    sole = len({each.id for each in numbers}) == 1
    follows = sole and _FOLLOWS_UP.search(f"{title}\n{copy.text}") is not None
    found: list[Whose] = []
    for n, (start, end) in enumerate(spans):
        if n and _one_list(copy.text[spans[n - 1][1] : start]):
            found.append(found[-1])
            continue
        said = _said(copy.text, start, end, planned=planned and sole, follows=follows)
        found.append(said)
    return tuple(found)


def _one_list(between: str) -> bool:
    """Whether two numbers are items of one list: "NCT1 (Measure Up 1) and NCT2 (Measure Up 2)"."""
    return len(between) <= 60 and _END.search(between) is None and _ITEM.search(between) is None


def _said(text: str, start: int, end: int, planned: bool, follows: bool) -> Whose:
    """What the sentence of a number says of it."""
    before = text[max(0, start - _BEFORE) : start]
    sentence = before[max((match.end() for match in _END.finditer(before)), default=0) :]
    sentence = _DOT_INSIDE.sub("", sentence)
    after = text[end : end + _AFTER]
    if stop := _END.search(after):
        after = after[: stop.start()]
    this, data = _THIS.search(sentence), _DATA_OF.search(sentence)
    if _OTHERS.search(sentence) and not data:
        return "others"
    if _SET_AGAINST_US.search(after) or _LEADS_TO.search(sentence):
        return "others"
    if not (data or follows or this) and _EARLIER.search(sentence):
        return "others"
    if not (this or planned):
        if _LATER.search(sentence) and not data:
            return "others"
        if _GOES_ON.search(after) and _SOME.search(sentence):
            return "others"
    if (
        _ANNOUNCED.search(before)
        or _ANNOUNCED_AFTER.search(after)
        or (_ALONE.search(before) and not after.strip(" .)];"))
    ):
        return "announced"
    return "bare"
