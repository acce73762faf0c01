"""Numbers of trials in a full text, and whether the trial is the paper's own.

What stands in a statement of registration, in the abstract, the methods or a note is judged as in
an abstract. An introduction or a discussion speaks mostly of others' trials: a number that stands
nowhere else is another's unless the sentence plainly calls the trial this paper's own.
"""

import re
from collections.abc import Iterator, Sequence

from harvest import identifiers
from harvest.evidence.full_texts.text import Found, Section
from harvest.evidence.reading.whose import Whose, said_of

_OWN_PLACES = frozenset(
    {"abstract", "methods", "registration", "ethics", "note", "availability", "funding"}
)
_NO_TRIAL = frozenset({"review", "comment", "preclinical", "notice"})
_OURS = re.compile(
    r"\b(?:this|the present|the current|our|present) (?:[\w-]+ ){0,5}?(?:trial|study|protocol|rct)"
    r"\b"
    r"[^.;]{0,60}\b(?:was|is|has been|were)?\s?(?:prospectively |retrospectively )?regist|"
    r"\bregist(?:ered|ration)\b",
    re.IGNORECASE,
)
_BEFORE_OURS = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|preceding|former|first-in-\w+|pilot|completed|published|"
    r"parent|feeder|phase [1I]{1,3}/?[2I]{0,2}[ab]?)\b[^.;]{0,70}\b(?:trial|study)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"\b(?:follow-?up|extension|subsequent|successor|next|confirmatory|pivotal|ongoing)\b"
    r"[^.;]{0,40}\b(?:trial|study|protocol)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_DATA_FROM = re.compile(
    r"\b(?:secondary|post[- ]?hoc|pooled|sub-?study|ancillary|data|participants|patients|samples|"
    r"enrolled|cohort|follow-?up of)\b[^.;]{0,110}\b(?:of|from|in|within)\b[^.;]*$",
    re.IGNORECASE,
)


def registrations(sections: Sequence[Section], role: str, title: str) -> list[Found]:
    """Every number of a trial that the text has, once a section; the paper's own first.

    ``role`` is the kind of the paper (``links.paper_kind``).
    """
    met = [(each, *one) for each in sections for one in _in_section(each, role, title)]
    announced = {
        found.registry
        for section, found, said, _ in met
        if said == "announced" and section.kind in _OWN_PLACES
    }
    own = {
        found.id
        for section, found, said, sentence in met
        if role not in _NO_TRIAL and _is_own(section, found, said, sentence, announced)
    }
    made: dict[tuple[str, int], Found] = {}
    for section, found, _, (begin, end) in met:
        shown = section.row.text[begin:end]
        key = (found.id, section.row.position)
        made.setdefault(
            key,
            Found(
                "registration", found.id, section.row.position, found.start, found.end,
                section.row.text[found.start : found.end], shown, found.registry, found.id in own,
            ),
        )  # fmt: skip
    order = {position: n for n, position in enumerate(_by_weight(sections))}
    return sorted(made.values(), key=lambda each: (not each.own, order[each.section], each.start))


_Met = tuple[identifiers.Found, Whose, tuple[int, int]]


def _in_section(section: Section, role: str, title: str) -> Iterator[_Met]:
    text = section.row.text
    numbers = identifiers.find(text, "trial")
    said = said_of(text, numbers, planned=role == "protocol", title=title)
    for number, word in zip(numbers, said, strict=True):
        begin, end = _sentence(section, number.start)
        before = text[begin : number.start]
        if word != "others" and _is_anothers(before, section.kind, text[number.end : end]):
            word = "others"
        yield number, word, (begin, end)


def _is_anothers(before: str, kind: str, after: str) -> bool:
    """Whether the words before a number call the trial another one of the same people."""
    del after
    if kind == "registration" or _DATA_FROM.search(before):
        return False
    return bool(_BEFORE_OURS.search(before) or _FOLLOWING.search(before))


def _is_own(
    section: Section,
    found: identifiers.Found,
    said: Whose,
    sentence: tuple[int, int],
    announced: set[str],
) -> bool:
    if said == "others":
        return False
    if section.kind in _OWN_PLACES:
        return said == "announced" or found.registry not in announced
    text = section.row.text[sentence[0] : sentence[1]]
    return said == "announced" and not announced and _OURS.search(text) is not None


def _sentence(section: Section, place: int) -> tuple[int, int]:
    """Where the sentence around a place of the text begins and ends."""
    for each in section.sentences:
        begin, end = section.copy.back(each.start, each.start + len(each.text))
        if begin <= place < end:
            return (begin, end) if end - begin <= 600 else (max(begin, place - 200), place + 200)
    return max(0, place - 200), min(len(section.row.text), place + 200)


def _by_weight(sections: Sequence[Section]) -> list[int]:
    """The positions of the sections, a statement of registration first."""
    weight = {"registration": 0, "methods": 1, "ethics": 1, "note": 2, "abstract": 3}
    ordered = sorted(sections, key=lambda each: (weight.get(each.kind, 4), each.row.position))
    return [each.row.position for each in ordered]
