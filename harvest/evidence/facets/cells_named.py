"""Whether the name of a cell product in a text means cells that can be given.

Cells of a tumour, markers and a transplantation in the patients' history are no product.
"""

import re
from collections.abc import Collection

from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.sentences import cellular_products, tells_of_giving
from harvest.evidence.reading.vocabulary import Hit, vocabulary

GENERAL = {"MSC", "SC", "MNC"}  # cell types without their tissue
CELL_FREE = {"EV", "cell-free"}
_OF_THE_BLOOD = {"PBMC", "MNC", "immune-effector", "T-cell", "Treg", "EPC"}
TRANSPLANTS = {"HSC", "SC", "BM-SC"}  # what patients of other studies may have had before
_OF_A_TUMOUR = re.compile(
    r"(?:cancer|tumou?r|leuk[a]?emi[ac]s?|carcinoma|glioma|glioblastoma|melanoma|sarcoma|myeloma|"
    r"spermatogonial|germline|red blood|red|erythrocyte|platelet)"
    r"(?:[\s-]+(?:associated|initiating|derived|like))?[\s-]*$",
    re.IGNORECASE,
)
_NO_CELLS = re.compile(
    r"\s*(?:expanded cord|factor|marker|gene|niche|-?like\b|assay|mobili[sz])", re.IGNORECASE
)
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
_IN_MEDIUM = re.compile(
    r"\b(?:in|with|by|into|using)\s+(?:(?!inject|infus|administ)\w+\s+){0,3}$", re.IGNORECASE
)
_LONGER_NAME = re.compile(r"[®™]?[-–‐](?:[A-Z]{2,}|[A-Z]?\d)")
_OF_A_KIND = re.compile(  # what is given is made of the cells, and is none
    r"[\s\-–‐]*(?:\(\S{1,12}\)[\s\-–‐]*)?(?:derived[\s\-–‐]+|secreted[\s\-–‐]+)?"
    r"(?:(?!in\b|for\b|and\b|with\b|to\b|on\b|by\b|of\b)\w+ )?(?:lysates?|extracts?|powders?|"
    r"supernatants?|(?:growth |trophic |paracrine )?factors\b|"
    r"proteins?\b|cytokines|conditioned|cell[- ]free|acellular|mitochondria)",
    re.IGNORECASE,
)
_CARERS = re.compile(r"\bcare-?giv\w+ (?:of|for)\W+(?:[\w-]+\W+){0,5}$", re.IGNORECASE)
_RELAPSED = re.compile(r"\brelaps\w*(?: \w+)? after\W+(?:[\w-]+\W+){0,7}$", re.IGNORECASE)
_MEASURED_IN = re.compile(  # "expression in peripheral blood mononuclear cells"
    r"\b(?:express\w*|ratios?|levels?|measured|detected|decreased|increased|changes?|activity|"
    r"production|concentrations?|transcriptomes?)(?: [\w,-]+){0,4} (?:in|by|of|from)(?: the)?\s+$",
    re.IGNORECASE,
)
_AT_WORK = re.compile(  # what the patient's own cells do
    r"\s+(?:functions?|activit(?:y|ies)|subsets?|infiltrat\w*|cytotoxicity|dysfunction|receptors?|"
    r"migration|recruitment|proliferation|chemotaxis|homing|adhesion|mobili[sz]ation|lysis|"
    r"exhaustion|depletion|frequenc\w+|niches?)\b",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:prior|previous|previously|history of|relaps\w* after|undergone|eligible for|earlier|"
    r"bridg(?:e|ing)(?: therapy)? (?:for|to)|had|underwent|"
    r"(?:after|following|post) (?:an? )?(?:allogen\w+|autologous)|"
    r"candidates? for|ineligible for)\W+(?:[\w-]+\W+){0,2}$",
    re.IGNORECASE,
)
_NOT_THE_PATIENT = re.compile(
    r"(?:\s*transplant\w*)?\s*(?:\(\w+\)\s*)?"
    r"(?:candidates?|caregivers?|donors?|patients?['’] (?:care|fam))",
    re.IGNORECASE,
)
_MARKERS = re.compile(
    r"\b(?:express\w*|markers?|negative|flow cytom\w*|immunophenotyp\w*|antibod\w*|antigens?|"
    r"counts?|counting)\b|\bCD(?!34\b|133\b)\d+",
    re.IGNORECASE,
)


def brands(names: set[str]) -> set[str]:
    """Those of the names that are brands."""
    terms = vocabulary("products").terms
    return {name for name in names if terms[name].extra["donor"]}


def is_a_product(text: str, hit: Hit) -> bool:
    """Whether cells are meant that can be given: no tumour's, no marker, no "stem cell factor"."""
    before, after = text[max(0, hit.start - 40) : hit.start], text[hit.end : hit.end + 20]
    if _OF_A_SOCIETY.search(text[: hit.start][-90:]):
        return False
    if hit.code in GENERAL and _OF_A_TUMOUR.search(before):
        return False
    if hit.code in GENERAL | {"HSC"} and _NO_CELLS.match(after):
        return False
    if hit.code in TRANSPLANTS and (
        _HISTORY.search(before)
        or _NOT_THE_PATIENT.match(after)
        or _RELAPSED.search(text[: hit.start][-90:])
        or _CARERS.search(text[: hit.start][-90:])
    ):
        return False
    if _AT_WORK.match(text, hit.end) or (
        hit.code in _OF_THE_BLOOD and _MEASURED_IN.search(text[: hit.start][-80:])
    ):
        return False
    if hit.code in CELL_FREE:
        return not (
            (hit.code == "cell-free" and _IN_MEDIUM.search(before))
            or re.search(r"plasma\W*$", before, re.IGNORECASE)
        )
    if brands({hit.code}) and _LONGER_NAME.match(text, hit.end):
        return False  # "Cellgram-CLI" is not Cellgram-LC
    if _OF_A_KIND.match(text, hit.end):
        return False
    if hit.code not in CELL_FREE and (
        _THEIR_VESICLES.match(text, hit.end) or _VESICLES_OF.search(text[: hit.start][-120:])
    ):
        return False
    if hit.code == "MSC" and re.search(r"epithelial\W*(?:to\W*)?$", before, re.IGNORECASE):
        return False
    if hit.code in {"CD34+", "CD133+", "immune-effector"}:
        return _MARKERS.search(text[max(0, hit.start - 80) : hit.end + 60]) is None
    return True


SCAFFOLD = re.compile(  # a tissue without cells: "amnion collagen matrix", not "membrane-derived"
    r"[\s-]*(?:collagen[\s-]+)?(?:matrix|membranes?|wrap|scaffold|patch)\b(?![\s-]*derived)", re.I
)
_OF_A_SOCIETY = re.compile(
    r"\b(?:society|federation|committee|cent(?:er|re)|institute|department|association|"
    r"foundation)\s+"
    r"(?:for|of)\W+(?:[\w-]+\W+){0,4}$",
    re.IGNORECASE,
)


_GIVEN_WITHIN = 45  # characters between a cell product and the word that tells of giving it
PER_WEIGHT = re.compile(  # a dose by body weight is given to somebody
    r"\d[^.;]{0,25}(?:\b|(?<=\d))(?:cells?|MSCs?|MNCs?|hepatocytes)\s*(?:/|per)\s*k", re.IGNORECASE
)
_MAY = Cue(  # "may be used in transplantation" is no giving
    r"\b(?:may|might|could|can|should|would) (?:be|become|serve|represent|provide)\b|\bsuggest\w*|"
    r"\bpotential\b|\bpromising\b|\bperspectives?\b"
)


def names_a_product(text: str) -> bool:
    """Whether a text names cells that can be given."""
    return any(is_a_product(text, hit) for hit in cellular_products().meant(text))


def given_in(
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
