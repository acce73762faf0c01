"""Which cell product a study gives, told apart from cells that it only names.

Cells of a tumour, markers, cells that are counted, collected or cultured, and a transplantation in
the patients' history are no product.
"""

import re
from collections.abc import Iterator

from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.sentences import (
    cell_arms,
    cellular_products,
    names_cells,
    own_sentences,
    tells_of_giving,
)
from harvest.evidence.reading.tiers import Stretch, Told
from harvest.evidence.reading.vocabulary import Hit, vocabulary

_GENERAL = {"MSC", "SC", "MNC"}  # cell types without their tissue
_JOIN_WITHIN = 60  # characters between a tissue and the cells made from it
_GIVEN_WITHIN = 45  # characters between a cell product and the word that tells of giving it
_GIVEN_TYPES = {"BIOLOGICAL", "DRUG", "GENETIC", "COMBINATION_PRODUCT", ""}
_TRANSPLANTS = {"HSC", "SC", "BM-SC"}  # what patients of other studies may have had before
_OF_A_TUMOUR = re.compile(
    r"(?:cancer|tumou?r|leuk[a]?emi[ac]s?|carcinoma|glioma|glioblastoma|melanoma|sarcoma|myeloma|"
    r"spermatogonial|germline|red blood|red|erythrocyte|platelet)"
    r"(?:[\s-]+(?:associated|initiating|derived|like))?[\s-]*$",
    re.IGNORECASE,
)
_NO_CELLS = re.compile(r"\s*(?:factor|marker|gene|niche|-?like\b|assay|mobili[sz])", re.IGNORECASE)
# "MSC-derived exosomes", "vesicles secreted by MSCs": what is given is no cell
_THEIR_VESICLES = re.compile(
    r"[\s\-–‐]*(?:\(\S{1,12}\)[\s\-–‐]*)?(?:(?:derived|secreted|released)[\s\-–‐]*)?"
    r"(?:small )?(?:exos?\b|exosom|extracellular vesicle|s?EVs?\b|microvesicle|secretome|"
    r"condition\w+ medi)",
    re.IGNORECASE,
)
_VESICLES_OF = re.compile(
    r"(?:exosomes?|vesicles?|EVs?|secretome|condition\w+ medi\w+)(?: \(\S{1,12}\))?"
    r"(?: (?:derived|obtained|isolated|secreted|released|produced|collected|purified))?"
    r" (?:from|by|of)(?: (?!and|or|with|plus|to)\S+){0,6}? ?$",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:prior|previous|previously|history of|relaps\w* after|undergone|eligible for|"
    r"candidates? for|ineligible for)\W+(?:[\w-]+\W+){0,2}$",
    re.IGNORECASE,
)
_NOT_THE_PATIENT = re.compile(
    r"(?:\s*transplant\w*)?\s*(?:\(\w+\)\s*)?"
    r"(?:candidates?|caregivers?|donors?|patients?['’] (?:care|fam))",
    re.IGNORECASE,
)
_PER_WEIGHT = re.compile(  # a dose by body weight is given to somebody
    r"\d[^.;]{0,25}\b(?:cells?|MSCs?|MNCs?|hepatocytes)\s*(?:/|per)\s*k", re.IGNORECASE
)
_MARKERS = re.compile(
    r"\b(?:express\w*|markers?|negative|flow cytom\w*|immunophenotyp\w*|antibod\w*|antigens?|"
    r"counts?|counting)\b|\bCD(?!34\b|133\b)\d+",
    re.IGNORECASE,
)


def products(told: Told) -> tuple[Fact, ...]:
    """The cell product; G-CSF only where no cells are given (else it is mobilisation)."""
    if not _gives_cells(told.record) or _only_an_aside(told.record):
        tiers = told.tiers()
        named = [fact for tier in tiers for stretch in tier for fact in _products_of(stretch)]
        return first_of_each([fact for fact in named if fact.value == "G-CSF"])
    general: list[Fact] = []
    for tier in told.tiers():
        facts = [fact for stretch in tier for fact in _products_of(stretch)]
        cells = [fact for fact in facts if fact.value != "G-CSF"]
        specific = [fact for fact in cells if fact.value not in _GENERAL]
        if general:
            specific = _refined(general, specific)
        if specific:
            return first_of_each(_without_general(specific, cells))
        if facts and not cells and not general:
            return first_of_each(facts)
        general = general or cells
    return first_of_each([fact for fact in general if fact.value != "SC"] or general)


def _only_an_aside(record: RecordText) -> bool:
    """Whether a paper names a transplantation only once, in its abstract."""
    if record.kind != "article":
        return False
    cells = cellular_products()
    if any(cells.mentions(passage.text) for passage in (*record.titles, *record.topics)):
        return False
    named = [hit.code for passage in record.bodies for hit in cells.meant(passage.text)]
    return len(named) <= 1 and {*named} <= _TRANSPLANTS


def _refined(general: list[Fact], specific: list[Fact]) -> list[Fact]:
    """Of what a weaker tier names, that which only says more exactly what a stronger one named."""
    kinds = {fact.value for fact in general} & {"MSC", "MNC"} or {"SC"}
    terms = vocabulary("products").terms
    return [
        fact for fact in specific if kinds & {*terms[fact.value].extra["cell"].split("|")} - {""}
    ]


def _without_general(specific: list[Fact], cells: list[Fact]) -> list[Fact]:
    """Drop a general name where a more specific one of the same kind is given."""
    names = {fact.value for fact in specific}
    kept = [fact for fact in specific if fact.value != "BM-SC" or names == {"BM-SC"}]
    if not any("MSC" in name for name in names) and not _brands(names):
        kept += [fact for fact in cells if fact.value == "MSC"]
    return kept


def _brands(names: set[str]) -> set[str]:
    terms = vocabulary("products").terms
    return {name for name in names if terms[name].extra["donor"]}


def _products_of(stretch: Stretch) -> Iterator[Fact]:
    """Products named in a stretch; a tissue and a cell type near each other are one product."""
    vocab = vocabulary("products")
    text = stretch.text
    tissues = vocabulary("cell_sources").find(text)
    for hit in vocab.meant(text, stretch.passage.text):
        if not _is_a_product(text, hit):
            continue
        joined = _joined(hit, tissues, text)
        code, start, end = joined or (hit.code, hit.start, hit.end)
        yield stretch.fact("product", code, vocab.label(code), start, end)
        for tissue in _listed_before(start, tissues, text) if joined else ():
            if other := _joined(hit, [tissue], text):
                yield stretch.fact("product", other[0], vocab.label(other[0]), *other[1:])


def _listed_before(start: int, tissues: list[Hit], text: str) -> Iterator[Hit]:
    """Tissues named in one list with the one at start ("marrow, cord and adipose stem cells")."""
    for tissue in reversed([tissue for tissue in tissues if tissue.end <= start]):
        if re.fullmatch(r"\W*(?:and|or)?\W*", text[tissue.end : start]) is None:
            return
        yield tissue
        start = tissue.start


def _is_a_product(text: str, hit: Hit) -> bool:
    """Whether cells are meant that can be given: no tumour's, no marker, no "stem cell factor"."""
    before, after = text[max(0, hit.start - 40) : hit.start], text[hit.end : hit.end + 20]
    if hit.code in _GENERAL and _OF_A_TUMOUR.search(before):
        return False
    if hit.code in _GENERAL | {"HSC"} and _NO_CELLS.match(after):
        return False
    if hit.code in _TRANSPLANTS and (_HISTORY.search(before) or _NOT_THE_PATIENT.match(after)):
        return False
    if hit.code != "EV" and (
        _THEIR_VESICLES.match(text, hit.end) or _VESICLES_OF.search(text[: hit.start][-120:])
    ):
        return False
    if hit.code == "MSC" and re.search(r"epithelial\W*(?:to\W*)?$", before, re.IGNORECASE):
        return False
    if hit.code == "EV" and re.search(r"plasma\W*$", before, re.IGNORECASE):
        return False
    if hit.code in {"CD34+", "CD133+"}:
        return _MARKERS.search(text[max(0, hit.start - 80) : hit.end + 60]) is None
    return True


def _joined(hit: Hit, tissues: list[Hit], text: str) -> tuple[str, int, int] | None:
    candidates = []
    for term in vocabulary("products").terms.values():
        if not term.extra["cell"] or hit.code not in term.extra["cell"].split("|"):
            continue
        for tissue in tissues:
            if tissue.code != term.extra["source"]:
                continue
            start, end = min(tissue.start, hit.start), max(tissue.end, hit.end)
            gap = text[min(tissue.end, hit.end) : max(tissue.start, hit.start)]
            if len(gap) <= _JOIN_WITHIN and not re.search(r"[;:]|\bplus\b|\+", gap):
                candidates.append((len(gap), term.code, start, end))
    return min(candidates)[1:] if candidates else None


def _gives_cells(record: RecordText) -> bool:
    """Whether a study gives cells to somebody, and does not only count, collect or culture them."""
    if record.kind == "trial" and not record.arms:
        return any(names_cells(passage.text) for passage in record.titles)
    for arm in cell_arms(record):
        if names_cells(arm.text) and (arm.type in _GIVEN_TYPES or tells_of_giving(arm.text)):
            return True
    own = [
        (passage, sentence)
        for passage in record.bodies
        for _, _, sentence in own_sentences(passage, either=record.kind == "article")
    ]
    paper = record.kind == "article"
    titled = any(names_cells(passage.text) for passage in record.titles)
    if paper and titled and any(_PER_WEIGHT.search(sentence) for _, sentence in own):
        return True
    return any(
        _given_in(passage.text, passage.text) for passage in (*record.titles, *record.topics)
    ) or any(_given_in(sentence, passage.text, plainly=paper) for passage, sentence in own)


def _given_in(sentence: str, whole: str, *, plainly: bool = False) -> bool:
    """Whether a sentence tells of giving near the name of a cell product."""
    vocab = vocabulary("products")
    return any(
        tells_of_giving(
            sentence[max(0, hit.start - _GIVEN_WITHIN) : hit.end + _GIVEN_WITHIN], plainly=plainly
        )
        for hit in vocab.meant(sentence, whole)
        if vocab.terms[hit.code].extra["cellular"] == "1" and _is_a_product(sentence, hit)
    )
