"""Tells other treatments apart from the cells: what is said of them is not said of the cells."""

import re

from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.sentences import names_cells

_OTHER_TREATMENT = re.compile(
    r"G-?CSF|granulocyte|filgrastim|neupogen|plasma exchange|chemotherap|apheres|aspirat|"
    r"follow-?\s?up|followed (?:up|for)|"
    r"visit|laborator|examin|diuretic|tablet|\bmg\b|daily|higher|upper limit|monitor|"
    r"wound (?:control|dressing)|\boral|capsule|vaccin|\bformula\b|decoction|herbal|granules|"
    r"insulin|heparin|interferon|steroid|melphalan|busulfan|fludarabine|radiation|"
    r"prednis|tacrolimus|rituximab|cyclophosph|after transplant",
    re.IGNORECASE,
)
_DRUG = Cue(
    r"\b(?:G-?CSF|granulocyte[- ]colony\w*|filgrastim|lenograstim|neupogen|plerixafor|prednis\w*|"
    r"dexamethasone|tacrolimus|cyclosporin\w*|rituximab|cyclophosph\w*|fludarabine|busulfan|"
    r"melphalan|methotrexate|insulin|heparin|interferon|entecavir|tenofovir|tablets?|capsules?|"
    r"decoction|herbal|formula|granules|hyaluron\w*|platelet[- ]rich plasma|PRP|vaccine|"
    r"blockade|inhibitors?|interleukin|IL-?2|"
    r"antibiotics?|levodopa|lithium|erythropoietin)\b|(?<=\w{3})(?:mab|nib|platin|taxel)\b"
)
_OF_CELLS = re.compile(  # "three doses of CD133+ cells", not "of 50 million", "of HRT after MSC"
    r"\s+of\s+(?=[A-Z])(?!.*\b(?:following|after|before|preceding|with)\b)", re.I
)
_OF_ANOTHER = re.compile(
    r"\b(?:[Aa]pplication|[Aa]dministration|[Ii]njections?|[Ii]nfusions?|[Ii]ntake|"
    r"[Uu]se) of (?P<what>"
    r"(?!study\b|human\b|autolog|allogen|expanded|cultured|investigat)[a-z]{6,} (?:[\w-]+ ){0,2})$"
)


_BESIDES = re.compile(  # "on days 1 and 4 along with daily standard care"
    r"\b(?:along|together) with\b|\bin addition to\b|\bplus\b|\bbesides\b", re.IGNORECASE
)


def of_something_else(text: str, match: re.Match[str], *, apart: bool = False) -> bool:
    """Whether it is the mobilisation, an apheresis or another drug that is given so often.

    The one that is named last before it is meant: "MSC are infused; G-CSF is given twice".
    ``apart`` leaves the words of the match itself out of account ("3 daily doses").
    """
    after = text[match.end() : match.end() + 45]
    if _OF_CELLS.match(after) and names_cells(after) and not _OTHER_TREATMENT.search(after):
        return False  # "… followed by leukapheresis and infusion of three doses of CD133+ cells"
    said = "" if apart else match.group()
    before = text[max(0, match.start() - 50) : match.start()]
    ends = [found.end() for found in _OTHER_TREATMENT.finditer(before)]
    if ends and names_cells(before[ends[-1] :]):
        before = ""  # "tacrolimus and MSC 2 × 10^6/kg, twice a week"
    near = f"{before}{said}{_BESIDES.split(after)[0][:25]}"
    another = _OF_ANOTHER.search(text[: match.start()])
    if _OTHER_TREATMENT.search(near) or (another and not names_cells(another["what"])):
        return True
    drug = max((found.end() for found in _DRUG.finditer(text, 0, match.start())), default=-1)
    return drug >= 0 and not names_cells(text[drug : match.start()])


def names_a_drug_alone(text: str) -> bool:
    """Whether a sentence names another drug and no cells."""
    return _DRUG.search(text) is not None and not names_cells(text)
