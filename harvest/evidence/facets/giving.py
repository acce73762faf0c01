"""Whether a study gives cells to somebody, and does not only count, collect or culture them."""

import re
from collections.abc import Collection

from harvest.evidence.facets.cells_named import TRANSPLANTS, is_a_product
from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.sentences import (
    cell_arms,
    cellular_products,
    collects,
    names_cells,
    own_sentences,
    tells_of_giving,
)
from harvest.evidence.reading.vocabulary import vocabulary

_GIVEN_WITHIN = 45  # characters between a cell product and the word that tells of giving it
_GIVEN_TYPES = {"BIOLOGICAL", "DRUG", "GENETIC", "COMBINATION_PRODUCT", ""}
_PER_WEIGHT = re.compile(  # a dose by body weight is given to somebody
    r"\d[^.;]{0,25}(?:\b|(?<=\d))(?:cells?|MSCs?|MNCs?|hepatocytes)\s*(?:/|per)\s*k", re.IGNORECASE
)
_TRIAL = re.compile(
    r"\b(?:trial|phase\s+(?:[1-4]|I{1,3}V?)\b|randomi[sz]ed|pilot|double[- ]blind|open[- ]label|"
    r"first[- ]in[- ](?:human|man)|case (?:report|series)|cohort|patients with)",
    re.IGNORECASE,
)
_MAY = Cue(  # "may be used in transplantation" is no giving
    r"\b(?:may|might|could|can|should|would) (?:be|become|serve|represent|provide)\b|\bsuggest\w*|"
    r"\bpotential\b|\bpromising\b|\bperspectives?\b"
)
_VESICLES_GIVEN = re.compile(
    r"\b(?:treat(?:ed|ment) with|injection of|administration of|inject\w*|deliver\w*)\b[^.;]{0,60}"
    r"(?:exos?\b|exosom\w*|vesicles?|EVs?\b)",
    re.IGNORECASE,
)
_LIVING = re.compile(
    r"\b(?:in vivo|rats?|mice|mouse|rabbits?|dogs?|pigs?|patients|animals?|participants)\b", re.I
)
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
_NO_TRIAL = re.compile(r"\b(?:review|meta-analys\w+|protocol for an? systematic|in vitro)\b", re.I)


def only_an_aside(record: RecordText) -> bool:
    """Whether a paper names a transplantation only once, in its abstract."""
    if record.kind != "article":
        return False
    cells = cellular_products()
    if any(cells.mentions(passage.text) for passage in (*record.titles, *record.topics)):
        return False
    named = [hit.code for passage in record.bodies for hit in cells.meant(passage.text)]
    return len(named) <= 1 and {*named} <= TRANSPLANTS


def gives_cells(record: RecordText) -> bool:
    """Whether a study gives cells to somebody, and does not only count, collect or culture them."""
    paper = record.kind == "article"
    titled = any(names_cells(passage.text) for passage in record.titles)
    if not paper and (_given_before(record) or _given_none(record)):
        return False
    if not paper and not record.arms:
        return titled
    own = [
        (passage, sentence)
        for passage in record.bodies
        for _, _, sentence in own_sentences(passage, either=paper)
    ]
    if _plainly_given(record, [sentence for _, sentence in own], titled=titled):
        return True
    if any(_given_in(passage.text, passage.text) for passage in (*record.titles, *record.topics)):
        return True
    # before a transplant that a summary names a trial may give something else
    but = set() if paper or any(names_cells(arm.text) for arm in record.arms) else TRANSPLANTS
    return any(
        _given_in(sentence, passage.text, plainly=paper, but=but) for passage, sentence in own
    )


def _plainly_given(record: RecordText, own: list[str], *, titled: bool) -> bool:
    """Whether titles, arms or a dose by weight tell that cells are given."""
    titles = [passage.text for passage in record.titles]
    if record.kind == "article":
        vesicles = vocabulary("products").only(lambda term: term.code == "EV")
        return (
            (titled and any(map(_PER_WEIGHT.search, own)))
            or any(map(_studied_in, titles))
            or (
                any(map(vesicles.mentions, titles))
                and any(_VESICLES_GIVEN.search(text) and _LIVING.search(text) for text in own)
            )
        )
    if titled and any(_PER_WEIGHT.search(arm.text) for arm in record.arms):
        return True
    # "Safety of … cells in …", where arms call them by another name ("CS10BR05")
    if {arm.type for arm in record.arms} & {"BIOLOGICAL", "DRUG"} and any(map(_tries, titles)):
        return True
    return any(map(_treats_with, titles)) or any(
        names_cells(arm.text) and (arm.type in _GIVEN_TYPES or tells_of_giving(arm.text))
        for arm in cell_arms(record)
        # a group without a type whose samples are taken is given nothing
        if arm.type or tells_of_giving(arm.text) or not collects(arm.text)
    )


def _studied_in(title: str) -> bool:
    """Whether a paper's title tells of a trial in which the cells that it names are given.

    "Treatment of … with allogeneic bone-marrow MSC: a randomized controlled trial" names the act
    far from the cells.
    """
    if _TRIAL.search(title) is None or _NO_TRIAL.search(title):
        return False
    return _given_in(title, title, within=len(title))


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


def _given_in(
    sentence: str,
    whole: str,
    *,
    plainly: bool = False,
    within: int = _GIVEN_WITHIN,
    but: Collection[str] = (),
) -> bool:
    """Whether a sentence tells of giving near the name of a cell product."""
    vocab = vocabulary("products")
    if plainly and _MAY.search(sentence):
        return False
    return any(
        tells_of_giving(sentence[max(0, hit.start - within) : hit.end + within], plainly=plainly)
        for hit in vocab.meant(sentence, whole)
        if vocab.terms[hit.code].extra["cellular"] == "1"
        and hit.code not in but
        and is_a_product(sentence, hit)
    )
