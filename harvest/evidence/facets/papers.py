"""Whether a paper tells of cells that are given, to people or animals."""

import re

from harvest.evidence.facets.cells_named import (
    PER_WEIGHT,
    TRANSPLANTS,
    given_in,
    is_a_product,
    names_a_product,
)
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.sentences import cellular_products, names_cells, own_sentences
from harvest.evidence.reading.vocabulary import vocabulary

_TRIAL = re.compile(
    r"\b(?:trial|phase\s+(?:[1-4]|I{1,3}V?)\b|randomi[sz]ed|pilot|double[- ]blind|open[- ]label|"
    r"first[- ]in[- ](?:human|man)|case (?:report|series)|cohort|patients with)",
    re.IGNORECASE,
)
_VESICLES_GIVEN = re.compile(
    r"\b(?:treat(?:ed|ment) with|injection of|administration of|inject\w*|deliver\w*)\b[^.;]{0,60}"
    r"(?:exos?\b|exosom\w*|vesicles?|EVs?\b)",
    re.IGNORECASE,
)
_LIVING = re.compile(
    r"\b(?:in vivo|rats?|mice|mouse|rabbits?|dogs?|pigs?|patients|animals?|participants)\b", re.I
)
_IN_VIVO = re.compile(r"\bin vivo\b|\btransplanted into\b", re.IGNORECASE)
_NO_TRIAL = re.compile(r"\b(?:review|meta-analys\w+|protocol for an? systematic|in vitro)\b", re.I)
_DISH = re.compile(  # titles of work with cells that nobody is given
    r"\bin vitro\b|\bco-?cultur\w*|\bcell culture\b|\borganoids?\b|\breprogramming\b|"
    r"\bcell lines?\b|-on-(?:a-)?chip\b|\b(?:culture|antigenic|growth) characteristics\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:co-?|re-?)?(?:inject(?:ed|ions?|ing)|infus(?:ed|ions?|ing)|transplant(?:ed|ing)|"
    r"transplantations? of|implant(?:ed|ation of|ing)|administ(?:ered|ration of|ering)|"
    r"(?:transplant|infus|inject|implant)\w+ was performed|receiv(?:ed|ing)|engrafted|"
    r"grafted|instilled|given|inoculated|underwent)\b",
    re.IGNORECASE,
)
_TREATED_WITH = re.compile(r"\btreat(?:ed|ment) with (?:[\w-]+ ){0,3}$", re.IGNORECASE)
_TRANSPLANT = re.compile(
    r"\b(?:allogen\w+|autologous|haploidentical) (?:[\w-]+ ){0,3}(?:transplant\w*|HS?CT|SCT|BMT)\b",
    re.I,
)
_DONE_WITHIN = 60  # characters between a cell product and what was done with it


def _in_a_dish(record: RecordText) -> bool:
    """Whether a title tells of cells in culture, and neither it nor the abstract of more."""
    titles = [passage.text for passage in record.titles]
    if not any(map(_DISH.search, titles)):
        return False
    texts = [*titles, *(passage.text for passage in record.bodies)]
    return not any(_IN_VIVO.search(text) for text in texts) and not any(map(_TRIAL.search, titles))


def _done(sentence: str, whole: str) -> bool:
    """Whether a sentence tells of an act of giving that was done with the cells it names."""
    return any(
        _DONE.search(sentence[max(0, hit.start - _DONE_WITHIN) : hit.start])
        or _DONE.search(sentence[hit.end : hit.end + _DONE_WITHIN])
        or _TREATED_WITH.search(sentence[: hit.start])
        for hit in cellular_products().meant(sentence, whole)
        if is_a_product(sentence, hit)
    )


def only_an_aside(record: RecordText) -> bool:
    """Whether a paper names a transplantation only once, in its abstract."""
    if record.kind != "article":
        return False
    cells = cellular_products()
    if any(cells.mentions(passage.text) for passage in (*record.titles, *record.topics)):
        return False
    named = [hit.code for passage in record.bodies for hit in cells.meant(passage.text)]
    return len(named) <= 1 and {*named} <= TRANSPLANTS


def paper_gives(record: RecordText) -> bool:
    """Whether the title of a paper, or what its abstract did, tells that cells are given."""
    own = [
        (passage, sentence)
        for passage in record.bodies
        for _, _, sentence in own_sentences(passage, either=True)
    ]
    if _in_a_dish(record):
        return False
    titles = [passage.text for passage in record.titles]
    vesicles = vocabulary("products").only(lambda term: term.code == "EV")
    if (
        any(map(_studied_in, titles))
        or any(given_in(title, title) for title in titles)
        or (
            any(map(names_cells, titles))
            and any(PER_WEIGHT.search(sentence) for _, sentence in own)
        )
        or (
            any(map(vesicles.mentions, titles))
            and any(_VESICLES_GIVEN.search(text) and _LIVING.search(text) for _, text in own)
        )
    ):
        return True
    told = [
        (passage, sentence)
        for passage, sentence in own
        if given_in(sentence, passage.text, plainly=True)
    ]
    if any(_done(sentence, passage.text) for passage, sentence in told):
        return True
    if any(given_in(topic.text, topic.text) for topic in record.topics):
        texts = [*titles, *(passage.text for passage in record.bodies)]
        return bool(told) or not record.bodies or any(map(names_a_product, texts))
    # told once, a treatment may be another's, where the title does not name it
    named = any(names_a_product(title) or _TRANSPLANT.search(title) for title in titles)
    return len(told) > 1 or (bool(told) and named)


def _studied_in(title: str) -> bool:
    """Whether a paper's title tells of a trial in which the cells that it names are given.

    "Treatment of … with allogeneic bone-marrow MSC: a randomized controlled trial" names the act
    far from the cells.
    """
    if _TRIAL.search(title) is None or _NO_TRIAL.search(title):
        return False
    return given_in(title, title, within=len(title))
