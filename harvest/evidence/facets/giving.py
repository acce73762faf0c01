"""Whether a study gives cells to somebody, and does not only count, collect or culture them."""

import re

from harvest.evidence.facets.cells_named import PER_WEIGHT, TRANSPLANTS, given_in, is_a_product
from harvest.evidence.facets.papers import paper_gives
from harvest.evidence.reading.passages import Arm, RecordText
from harvest.evidence.reading.sentences import (
    cell_arms,
    collects,
    names_cells,
    own_sentences,
    tells_of_giving,
)
from harvest.evidence.reading.vocabulary import vocabulary

_TRANSPLANTATIONS = TRANSPLANTS - {"SC"}
_GIVEN_TYPES = {"BIOLOGICAL", "DRUG", "GENETIC", "COMBINATION_PRODUCT", ""}
_TREATMENT = re.compile(
    r"\b(?:treat\w*|therap\w*|transplant\w*|efficacy|effectiveness|inject\w*|infus\w*)\b", re.I
)
_AFTERWARDS = re.compile(
    r"\b(?:after|following|post)\W+(?:[\w-]+\W+){0,4}?(?:cells?|MSCs?|marrow)\W+(?:transplant|"
    r"therap|"
    r"infus|inject|implant)",
    re.IGNORECASE,
)
_NO_TREATMENT = re.compile(
    r"\b(?:(?:after|following) (?:[\w-]+ ){0,4}(?:transplant|therap|inject|infus)\w*|"
    r"diagnos\w*|mobili[sz]\w*|circulating|numbers? of|biomarkers?|express\w*|registry|"
    r"collect\w*|bank\w*|counts?|isolat\w*|role of|"
    r"in vitro|patients (?:undergoing|after|treated|receiving)|microrna\w*|recipients?)\b",
    re.IGNORECASE,
)
_TRIED = re.compile(r"\b(?:safety|efficacy|effectiveness|tolerability)\b", re.IGNORECASE)


def gives_cells(record: RecordText) -> bool:
    """Whether a study gives cells to somebody, and does not only count, collect or culture them."""
    return paper_gives(record) if record.kind == "article" else _trial_gives(record)


def _trial_gives(record: RecordText) -> bool:
    """Whether an arm or an intervention of a trial is cells, or its title or summary says so."""
    titled = any(names_cells(passage.text) for passage in record.titles)
    if _given_before(record) or _given_none(record):
        return False
    if not record.arms:
        return titled
    if _given_by_arms(record, titled=titled):
        return True
    # before a transplant that a title or summary names a trial may give something else
    called = any(map(_is_cells, record.arms))
    if any(
        given_in(passage.text, passage.text, but=() if called else _TRANSPLANTATIONS)
        for passage in (*record.titles, *record.topics)
    ):
        return True
    return any(
        given_in(sentence, passage.text, but=() if called else TRANSPLANTS)
        for passage in record.bodies
        for _, _, sentence in own_sentences(passage)
    )


def _given_by_arms(record: RecordText, *, titled: bool) -> bool:
    """Whether titles, arms or a dose by weight tell that a trial gives cells."""
    titles = [passage.text for passage in record.titles]
    if titled and any(PER_WEIGHT.search(arm.text) for arm in record.arms):
        return True
    # "Safety of … cells in …", where arms call them by another name ("CS10BR05")
    if {arm.type for arm in record.arms} & {"BIOLOGICAL", "DRUG"} and any(map(_tries, titles)):
        return True
    return any(map(_treats_with, titles)) or any(
        _is_cells(arm) and (arm.type in _GIVEN_TYPES or tells_of_giving(arm.text))
        for arm in cell_arms(record)
        # a group without a type whose samples are taken is given nothing
        if arm.type or tells_of_giving(arm.text) or not collects(arm.text)
    )


_UNTOUCHED = re.compile(  # cells and marrow of the patient, on which something else acts
    r"(?:\b[\w-]+\s+){0,2}\bcells?\s+(?:migration|recruitment|proliferation|homing|mobili[sz]ation)\b|"
    r"\b(?:dose|irradiation|toxicity) to the (?:bone )?marrow\b|"
    r"\b(?:[\w-]+ ){0,3}(?:transplant\w*|\w*HS?CT|SCT|BMT)"
    r" (?:candidates?|recipients?|survivors?)\b|"
    r"\b(?:bone )?marrow (?:imaging|suppress\w*|toxicity|failure|function|recovery)\b",
    re.IGNORECASE,
)


def _is_cells(arm: Arm) -> bool:
    """Whether an arm names cells, other than those of the patient on which something else acts."""
    return names_cells(_UNTOUCHED.sub(" ", arm.text))


_MADE_OR_FREED = re.compile(
    r"\bendogenous\b|\b(?:production|manufacturing) (?:method|process)\b|\bsampling\b|"
    r"^\W*(?:isolation|authentication|characteri[sz]ation|collection)\b|"
    r"\bprofiling of (?:the )?(?:\w+ )?stem cell\b|\bstem cell niche\b",
    re.IGNORECASE,
)


def _given_none(record: RecordText) -> bool:
    """Whether a trial's title tells of cells that are only made, or set free in the patient."""
    types = {arm.type for arm in record.arms if arm.role == "intervention"}
    if types == {"DIAGNOSTIC_TEST"}:
        return True
    told = any(_MADE_OR_FREED.search(passage.text) for passage in record.titles)
    return told and not any(
        names_cells(arm.text)
        for arm in record.arms
        if arm.type in {"BIOLOGICAL", "DRUG", "GENETIC"}
    )


def _given_before(record: RecordText) -> bool:
    """Whether patients had the cells before the trial, whose arms give none ("after …")."""
    return any(_AFTERWARDS.search(passage.text) for passage in record.titles) and not any(
        names_cells(arm.text) for arm in record.arms
    )


def _more_than_a_transplant(title: str) -> bool:
    hits = vocabulary("products").meant(title)
    named = {hit.code for hit in hits if is_a_product(title, hit)}
    return bool(named - TRANSPLANTS - {"G-CSF", "CD34+", "PBMC", "EV"})


def _tries(title: str) -> bool:
    """Whether a trial's title says that cells are tried."""
    return (
        _TRIED.search(title) is not None
        and _NO_TREATMENT.search(title) is None
        and _more_than_a_transplant(title)
    )


def _treats_with(title: str) -> bool:
    """Whether a trial's title tells of treatment, and of cells that are more than a transplant."""
    return _more_than_a_transplant(title) and (
        tells_of_giving(title)
        and _TREATMENT.search(title) is not None
        and _NO_TREATMENT.search(title) is None
    )
