"""What a sentence is about: what this study does, or what is known from elsewhere.

A record's summary tells of earlier work too ("bone marrow cells have been shown …"); a fact read
there would be another study's. Arms, interventions and titles speak of the study itself.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.passages import Arm, Passage, RecordText, sentences
from harvest.evidence.reading.vocabulary import Vocabulary, vocabulary

_KNOWN = (
    r"previous(?:ly)?|prior stud|earlier stud|recent(?:ly)?|has been|have been|had been|"
    r"it is known|is known|are known|"
    r"literature|reported|demonstrated|(?:has|have|been|was|were) shown|"
    r"studies (?:have|showed|show|suggest)|"
    r"worldwide|prevalence|can be (?:isolated|obtained|derived)|such as|compared to aged|"
    r"standard treatment|only (?:effective|available|radical|curative)|lack of donor|shortage"
)
_BACKGROUND = Cue(rf"\b(?:{_KNOWN})")
_ANIMALS = Cue(r"\b(?:animal|mice|mouse|rats?\b|in vitro|preclinical)")
_DOING = Cue(
    r"\b(?:will|we\b|this (?:study|trial|research|pilot|protocol|project)|"
    r"the (?:study|trial|purpose|aim|objective|investigators)|receiv\w*|were|was|participants|"
    r"enrol\w*|randomi[sz]\w*|aim\w*|"
    r"to (?:evaluate|assess|investigate|determine|examine|test|study|explore)|injected|infused|"
    r"undergo\w*|underwent|subjects)",
)
GIVEN = re.compile(
    r"\b(?:infus|inject|administ|transplant|deliver|implant|transfus|given|via|through|into|"
    r"receiv|treat|therap|inoculat|perfus|cathet|intraven|i\.v)",
    re.IGNORECASE,
)
_PLACEBO = Cue(
    r"\b(?:placebo|saline|sham|standard (?:of care|therapy|treatment|medical)|conventional "
    r"(?:therapy|treatment)|conserved (?:therapy|treatment)|best supportive|control(?:s|"
    r" group)?)\b",
)
_COLLECTED = re.compile(
    r"\b(?:harvest|aspirat|collect|isolat|obtain|extract|separat|withdraw|mobili[sz]|apheres)",
    re.IGNORECASE,
)


_CELLS = Cue(r"\b(?:cells?\b|marrow)|(?:MSC\w*|SCs)\b")
_GIVING = re.compile(
    r"\b(?:infus|inject|administ|transplant|deliver|implant|transfus|inoculat|engraft|graft|"
    r"re-?infus|receiv|therap|treat|dos(?:e|ing)\b|seeded|instil|randomi[sz]ed to\b)",
    re.IGNORECASE,
)
_ACT_OF_GIVING = re.compile(
    r"\b(?:infus|inject|administ|transplant|deliver|implant|transfus|inoculat|engraft|re-?infus|"
    r"receiv|graft|instil|given|i\.v|intra-?(?:ven|art|per)|therap|randomi[sz]ed to\b)",
    re.IGNORECASE,
)
_OF_AN_ORGAN = re.compile(
    r"\b(?:liver|hepatic|kidney|renal|organ|lung|heart|orthotopic)[\s-]+(?:allo)?"
    r"(?:transplant\w*|graft\w*)|\bstem cell transplant recipients?",
    re.IGNORECASE,
)


@cache
def cellular_products() -> Vocabulary:
    """The products that are cells, and not made by them."""
    return vocabulary("products").only(lambda term: term.extra["cellular"] == "1")


_OTHER_CELLS = Cue(
    r"\b(?:cancer|tumou?r|leuk\w+|malignant|plasma|myeloma|lymphoma|(?:red |white )?blood|red|"
    r"white|sickle|small)[\s-]+cells?\b",
)


@lru_cache(maxsize=4096)
def names_cells(text: str) -> bool:
    """Whether the text speaks of a cell product at all."""
    if _CELLS.search(text) and _CELLS.search(_OTHER_CELLS.sub(" ", text)):
        return True
    return cellular_products().mentions(text)


def tells_of_giving(text: str, *, plainly: bool = False) -> bool:
    """Whether a text tells that something is given, other than an organ.

    ``plainly`` asks for an act ("infused") or a therapy; "treated" is said of cells in a dish too.
    """
    pattern = _ACT_OF_GIVING if plainly else _GIVING
    return pattern.search(_OF_AN_ORGAN.sub(" ", text)) is not None


def only_comparator(text: str) -> bool:
    """Whether an arm or intervention gives no cells: placebo, saline, standard care."""
    return _PLACEBO.search(text) is not None and not names_cells(text)


_OWN_NAME = re.compile(r"[A-Z][\w-]*(?:\d|[A-Z])[\w-]*")  # JOINTSTEM, EN001, BX-U001
_COMMON_NAME = re.compile(
    r"(?:MSC|IV|UC|BM|AD|GMP|HLA|COVID|SARS|CABG|PCI|NSCLC|ADDED|PLUS|GROUP|ARM|II+|CD\d|DNA|RNA|MRI|"
    r"T-?cell|G-?CSF|NYHA|TYPE|PHASE|ALS|GVHD)",
    re.IGNORECASE,
)


def own_names(record: RecordText) -> re.Pattern[str] | None:
    """The names under which a record's cell products go ("JOINTSTEM"); None if it has none."""
    names = {
        name
        for arm in record.arms
        if arm.role == "intervention" and arm.passages and names_cells(arm.text)
        for name in _OWN_NAME.findall(arm.passages[0].text)
        if len(name) > 3 and not _COMMON_NAME.match(name) and not names_cells(name)
    }
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b", re.I) if ordered else None


def cell_arms(record: RecordText) -> list[Arm]:
    """The interventions and arms that give cells; where none names cells, all but controls.

    Another drug is none of them, where an intervention is named after its cells.
    """
    ordered = sorted(record.arms, key=lambda arm: arm.role != "intervention")
    active = [arm for arm in ordered if not _is_control(arm)]
    names = own_names(record)
    with_cells = [
        arm for arm in active if names_cells(arm.text) or (names and names.search(arm.text))
    ]
    named = any(arm.role == "intervention" and _named_after_cells(arm) for arm in with_cells)
    if named:
        with_cells = [arm for arm in with_cells if arm.type != "DRUG" or _named_after_cells(arm)]
    return with_cells or active


def _named_after_cells(arm: Arm) -> bool:
    return any(names_cells(p.text) for p in arm.passages if not p.field.endswith(".description"))


def _is_control(arm: Arm) -> bool:
    name = arm.passages[0].text if arm.passages else ""
    if arm.type in {"NO_INTERVENTION", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR"}:
        return not names_cells(arm.text)
    return only_comparator(name) or only_comparator(arm.text)


def own_sentences(passage: Passage, *, either: bool = False) -> Iterator[tuple[int, int, str]]:
    """The sentences of a summary or abstract that tell what this study does.

    With ``either``, sentences that are not plainly about other work do as well. A trial gives
    nothing to animals, so what its summary tells of them is earlier work; a paper may.
    """
    for start, end, sentence, doing in _foreground(passage.text, passage.field != "abstract"):
        if either or doing:
            yield start, end, sentence


@lru_cache(maxsize=64)  # each facet asks
def _foreground(text: str, of_people: bool) -> tuple[tuple[int, int, str, bool], ...]:
    """The sentences that are not plainly about other work, and whether they tell what is done."""
    return tuple(
        (start, end, text[start:end], _DOING.search(text, start, end) is not None)
        for start, end in sentences(text)
        if _BACKGROUND.search(text, start, end) is None
        and not (of_people and _ANIMALS.search(text, start, end))
    )


def collects(sentence: str) -> bool:
    """Whether a sentence tells how cells were won (a volume of marrow, an apheresis)."""
    return _COLLECTED.search(sentence) is not None
