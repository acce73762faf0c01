"""Which cell product a study gives, told apart from cells that it only names.

Cells of a tumour, markers, cells that are counted, collected or cultured, and a transplantation in
the patients' history are no product.
"""

import re
from collections.abc import Collection, Iterator

from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.sentences import (
    cell_arms,
    cellular_products,
    collects,
    names_cells,
    own_sentences,
    tells_of_giving,
)
from harvest.evidence.reading.tiers import Stretch, Told
from harvest.evidence.reading.vocabulary import Hit, vocabulary

_GENERAL = {"MSC", "SC", "MNC"}  # cell types without their tissue
_CELL_FREE = {"EV", "cell-free"}
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
    r"(?:exosomes?|vesicles?|EVs?|secretome|condition\w+ medi\w+|lysates?|extracts?|supernatants?|"
    r"cell[- ]free \w+)(?: \(\S{1,12}\))?"
    r"(?: (?:derived|obtained|isolated|secreted|released|produced|collected|purified))?"
    r" (?:from|by|of)(?: (?!and|or|with|plus|to)\S+){0,6}? ?$",
    re.IGNORECASE,
)
_IN_MEDIUM = re.compile(r"\b(?:in|with|by|into|using)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_LONGER_NAME = re.compile(r"[®™]?[-–‐](?:[A-Z]{2,}|[A-Z]?\d)")
_OF_A_KIND = re.compile(  # what is given is made of the cells, and is none
    r"[\s\-–‐]*(?:\(\S{1,12}\)[\s\-–‐]*)?(?:derived[\s\-–‐]+|secreted[\s\-–‐]+)?"
    r"(?:(?!in\b|for\b|and\b|with\b|to\b|on\b|by\b|of\b)\w+ )?(?:lysates?|extracts?|powders?|"
    r"supernatants?|(?:growth |trophic |paracrine )?factors\b|"
    r"proteins?\b|cytokines|conditioned|cell[- ]free|acellular|mitochondria)",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:prior|previous|previously|history of|relaps\w* after|undergone|eligible for|earlier|"
    r"had|underwent|(?:after|following|post) (?:an? )?(?:allogen\w+|autologous)|"
    r"candidates? for|ineligible for)\W+(?:[\w-]+\W+){0,2}$",
    re.IGNORECASE,
)
_NOT_THE_PATIENT = re.compile(
    r"(?:\s*transplant\w*)?\s*(?:\(\w+\)\s*)?"
    r"(?:candidates?|caregivers?|donors?|patients?['’] (?:care|fam))",
    re.IGNORECASE,
)
_PER_WEIGHT = re.compile(  # a dose by body weight is given to somebody
    r"\d[^.;]{0,25}(?:\b|(?<=\d))(?:cells?|MSCs?|MNCs?|hepatocytes)\s*(?:/|per)\s*k", re.IGNORECASE
)
_GRAFT_DISEASE = re.compile(
    r"\bGV?HD\b|graft[\s-]*(?:v|vs|versus)\.?[\s-]*host|(?:after|following|"
    r"post)\b[^.]{0,40}transplant|"
    r"poor graft|graft failure|haemorrhagic cystitis|hemorrhagic cystitis",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\bco-?(?:transplant|infus)|\b(?:with|plus|and) ha?ematopoietic", re.I)
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
            kept = _without_general(specific, cells)
            return first_of_each(_without_the_transplant(told.record, kept))
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


def _without_the_transplant(record: RecordText, facts: list[Fact]) -> list[Fact]:
    """In a study of MSC for graft-versus-host disease the transplant is the patients' history."""
    titles = "\n".join(passage.text for passage in (*record.titles, *record.topics))
    if _GRAFT_DISEASE.search(titles) is None or _TOGETHER.search(titles):
        return facts
    others = [fact for fact in facts if fact.value not in {*_TRANSPLANTS, "PBMC", "CD34+"}]
    return others or facts


def _brands(names: set[str]) -> set[str]:
    terms = vocabulary("products").terms
    return {name for name in names if terms[name].extra["donor"]}


def _products_of(stretch: Stretch) -> Iterator[Fact]:
    """Products named in a stretch; a tissue and a cell type near each other are one product."""
    vocab = vocabulary("products")
    text = stretch.text
    hits = vocab.meant(text, stretch.passage.text)
    found = vocabulary("cell_sources").find(text)
    for hit in hits:
        if not _is_a_product(text, hit):
            continue
        # the marrow of "bone marrow concentrate" is not that of other cells
        whole = [o for o in hits if o is not hit and _CONCENTRATE.search(text[o.start : o.end])]
        tissues = [t for t in found if not any(o.start <= t.start < o.end for o in whole)]
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
    if _OF_A_SOCIETY.search(text[: hit.start][-90:]):
        return False
    if hit.code in _GENERAL and _OF_A_TUMOUR.search(before):
        return False
    if hit.code in _GENERAL | {"HSC"} and _NO_CELLS.match(after):
        return False
    if hit.code in _TRANSPLANTS and (_HISTORY.search(before) or _NOT_THE_PATIENT.match(after)):
        return False
    if hit.code in _CELL_FREE:
        return not (
            (hit.code == "cell-free" and _IN_MEDIUM.search(before))
            or re.search(r"plasma\W*$", before, re.IGNORECASE)
        )
    if _brands({hit.code}) and _LONGER_NAME.match(text, hit.end):
        return False  # "Cellgram-CLI" is not Cellgram-LC
    if _OF_A_KIND.match(text, hit.end):
        return False
    if hit.code not in _CELL_FREE and (
        _THEIR_VESICLES.match(text, hit.end) or _VESICLES_OF.search(text[: hit.start][-120:])
    ):
        return False
    if hit.code == "MSC" and re.search(r"epithelial\W*(?:to\W*)?$", before, re.IGNORECASE):
        return False
    if hit.code in {"CD34+", "CD133+", "immune-effector"}:
        return _MARKERS.search(text[max(0, hit.start - 80) : hit.end + 60]) is None
    return True


_CONCENTRATE = re.compile(r"aspirate|concentrat|\bBMAC\b", re.IGNORECASE)
_APART = re.compile(  # "MSC combined with cord blood", "MSC after the bone marrow transplant"
    r"\b(?:with|and|or|plus|combined|versus|vs|after|before|than|following)\b", re.IGNORECASE
)
_BESIDE = re.compile(  # "cord blood group: treatment with MSC", "marrow no sooner than the MSC"
    r"\b(?:groups?|arms?|with|plus|combined|versus|vs|after|before|than|following|refers?)\b",
    re.IGNORECASE,
)
_OF_A_SOCIETY = re.compile(
    r"\b(?:society|federation|committee|cent(?:er|re)|institute|department|association|"
    r"foundation)\s+"
    r"(?:for|of)\W+(?:[\w-]+\W+){0,4}$",
    re.IGNORECASE,
)


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
            if len(gap) <= _JOIN_WITHIN and not re.search(
                r"[;:]|\bplus\b|\+|transplant\w* with|\bco-?infus", gap, re.I
            ):
                apart = _APART if tissue.start > hit.start else _BESIDE
                if not apart.search(gap):
                    candidates.append((len(gap), term.code, start, end))
    return min(candidates)[1:] if candidates else None


def _gives_cells(record: RecordText) -> bool:
    """Whether a study gives cells to somebody, and does not only count, collect or culture them."""
    paper = record.kind == "article"
    titled = any(names_cells(passage.text) for passage in record.titles)
    if not paper and not record.arms:
        return titled
    if not paper and _given_before(record):
        return False
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
    but = set() if paper or any(names_cells(arm.text) for arm in record.arms) else _TRANSPLANTS
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
    if any(arm.type == "BIOLOGICAL" for arm in record.arms) and any(map(_tries, titles)):
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


def _given_before(record: RecordText) -> bool:
    """Whether patients had the cells before the trial, whose arms give none ("after …")."""
    return any(_AFTERWARDS.search(passage.text) for passage in record.titles) and not any(
        names_cells(arm.text) for arm in record.arms
    )


def _more_than_a_transplant(title: str) -> bool:
    hits = vocabulary("products").meant(title)
    named = {hit.code for hit in hits if _is_a_product(title, hit)}
    return bool(named - _TRANSPLANTS - {"G-CSF", "CD34+", "PBMC", "EV"})


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
        and _is_a_product(sentence, hit)
    )
