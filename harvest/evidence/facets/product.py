"""Which cell product a study gives."""

import re
from collections.abc import Iterator
from dataclasses import replace

from harvest.evidence.facets.cells_named import (
    CELL_FREE,
    GENERAL,
    SCAFFOLD,
    TRANSPLANTS,
    brands,
    is_a_product,
)
from harvest.evidence.facets.giving import gives_cells
from harvest.evidence.facets.papers import only_an_aside
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import RecordText, sentences
from harvest.evidence.reading.sentences import tells_of_giving
from harvest.evidence.reading.tiers import Stretch, Told
from harvest.evidence.reading.vocabulary import Hit, vocabulary

_JOIN_WITHIN = 60  # characters between a tissue and the cells made from it
_GRAFT_DISEASE = re.compile(
    r"\bGV?HD\b|graft[\s-]*(?:v|vs|versus)\.?[\s-]*host|(?:after|following|"
    r"post)\b[^.]{0,40}transplant|"
    r"poor graft|graft failure|haemorrhagic cystitis|hemorrhagic cystitis",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\bco-?(?:transplant|infus)|\b(?:with|plus|and) ha?ematopoietic|"
    r"\bstem cells? (?:combined|together) with (?:\w+ )?mesenchymal",
    re.IGNORECASE,
)
_CONTAINED = re.compile(  # "a concentrate containing mesenchymal stem cells"
    r"\b(?:contain\w*|rich in|including|composed of|source of)\s+(?:[\w-]+\s+){0,5}$", re.I
)


def products(told: Told) -> tuple[Fact, ...]:
    """The cell product; G-CSF only where no cells are given (else it is mobilisation)."""
    if not gives_cells(told.record) or only_an_aside(told.record) or _only_later(told.record):
        tiers = told.tiers()
        named = [fact for tier in tiers for stretch in tier for fact in _products_of(stretch)]
        return first_of_each([fact for fact in named if fact.value == "G-CSF"])
    general: list[Fact] = []
    for tier in told.tiers():
        facts = [fact for stretch in tier for fact in _products_of(stretch)]
        cells = [fact for fact in facts if fact.value != "G-CSF"]
        specific = [fact for fact in cells if fact.value not in GENERAL]
        if general:
            specific = _refined(general, specific)
        if specific:
            kept = _without_their_makers(told.record, _without_general(specific, cells))
            kept = _named_fully(told, _without_raw_cells(told.record, kept))
            return first_of_each(_without_the_transplant(told.record, kept))
        if facts and not cells and not general:
            return first_of_each(facts)
        general = general or cells
    return first_of_each([fact for fact in general if fact.value != "SC"] or general)


def _only_later(record: RecordText) -> bool:
    """Whether a trial of medicines names but a transplant, where it describes what may follow."""
    if record.kind == "article" or {arm.type for arm in record.arms} & {"PROCEDURE", "BIOLOGICAL"}:
        return False
    vocab = vocabulary("products")
    named = [*record.titles, *record.topics, *(p for arm in record.arms for p in arm.passages)]
    called = {
        (hit.code in TRANSPLANTS, passage.field.endswith(".description"))
        for passage in named
        for hit in vocab.meant(passage.text)
        if hit.code != "G-CSF" and is_a_product(passage.text, hit)
    }
    return called == {(True, True)}


def _named_fully(told: Told, facts: list[Fact]) -> list[Fact]:
    """MSC beside other products as a summary calls them, where it names those of one tissue."""
    terms = vocabulary("products").terms
    if not any(fact.value == "MSC" for fact in facts):
        return facts
    _, own = told.tiers(2)
    fully = first_of_each(
        [
            fact
            for stretch in own
            for fact in _products_of(stretch)
            if "MSC" in terms[fact.value].extra["cell"].split("|")
        ]
    )
    if len(fully) != 1:
        return facts
    return [*(fact for fact in facts if fact.value != "MSC"), *fully]


def _refined(general: list[Fact], specific: list[Fact]) -> list[Fact]:
    """Of what a weaker tier names, that which only says more exactly what a stronger one named."""
    kinds = {fact.value for fact in general} & {"MSC", "MNC"} or {"SC"}
    terms = vocabulary("products").terms
    return [
        fact for fact in specific if kinds & {*terms[fact.value].extra["cell"].split("|")} - {""}
    ]


def _one_name(specific: list[Fact], cells: list[Fact]) -> list[Fact]:
    """MSC, and "stem cells from the marrow" beside them, are MSC of the marrow."""
    names = {fact.value for fact in specific}
    if names != {"BM-SC"} or not any(fact.value == "MSC" for fact in cells):
        return specific
    label = vocabulary("products").label("BM-MSC")
    return [
        replace(fact, value="BM-MSC", label=label) if _GROWN.search(fact.span.text) else fact
        for fact in specific
    ]


_BESIDE_MARROW = {"BM-SC", "osteoblast", "chondrocyte", "keratinocyte"}  # compared with it


def _without_general(specific: list[Fact], cells: list[Fact]) -> list[Fact]:
    """Drop a general name where a more specific one of the same kind is given."""
    specific = _one_name(specific, cells)
    names = {fact.value for fact in specific}
    kept = [fact for fact in specific if fact.value != "BM-SC" or names <= _BESIDE_MARROW]
    if names == {"BM-SC"} and any(_CONCENTRATE.search(fact.span.text) for fact in kept):
        # what a concentrate holds, unless a title names it
        cells = [fact for fact in cells if fact.span.field.endswith("title")]
    if not any("MSC" in name for name in names) and not brands(names):
        kept += [fact for fact in cells if fact.value == "MSC"]
    return kept


_RAW = {"BM-MNC": "BM-MSC", "BM-SC": "BM-MSC", "MNC": "BM-MSC"}
_PREPARED = re.compile(
    r"\b(?:is|are|was|were|be|been) (?:\w+ ){0,2}(?:separated|isolated|cultured|purified|expanded|"
    r"seeded|plated)\b|\b(?:isolated|grown|expanded|obtained) from\b",
    re.IGNORECASE,
)


def _without_raw_cells(record: RecordText, facts: list[Fact]) -> list[Fact]:
    """Without the cells that the given ones are grown from: "MNC are separated and cultured"."""
    names = {fact.value for fact in facts}
    return [
        fact
        for fact in facts
        if _RAW.get(fact.value) not in names or not _is_prepared(record, fact)
    ]


def _is_prepared(record: RecordText, fact: Fact) -> bool:
    text = record.fields[fact.span.field]
    for start, end in sentences(text):
        if start <= fact.span.start < end:
            told = text[start:end]
            return _PREPARED.search(told) is not None and not tells_of_giving(told, plainly=True)
    return False


def _without_their_makers(record: RecordText, facts: list[Fact]) -> list[Fact]:
    """Where titles name only what cells make, and no arm is called by cells, what they make."""
    free = [fact for fact in facts if fact.value in CELL_FREE]
    if not free:
        return facts
    vocab = vocabulary("products")
    named = [*record.titles, *(arm.passages[0] for arm in record.arms if arm.passages)]
    cells = any(
        hit.code not in CELL_FREE and is_a_product(passage.text, hit)
        for passage in named
        for hit in vocab.meant(passage.text)
    )
    titled = any(
        hit.code in CELL_FREE for title in record.titles for hit in vocab.meant(title.text)
    )
    return free if titled and not cells else facts


def _without_the_transplant(record: RecordText, facts: list[Fact]) -> list[Fact]:
    """In a study of MSC for graft-versus-host disease the transplant is the patients' history."""
    titles = "\n".join(passage.text for passage in (*record.titles, *record.topics))
    if _GRAFT_DISEASE.search(titles) is None or _TOGETHER.search(titles):
        return facts
    others = [fact for fact in facts if fact.value not in {*TRANSPLANTS, "PBMC", "CD34+"}]
    return others or facts


def _products_of(stretch: Stretch) -> Iterator[Fact]:
    """Products named in a stretch; a tissue and a cell type near each other are one product."""
    vocab = vocabulary("products")
    text = stretch.text
    hits = vocab.meant(text, stretch.passage.text)
    found = vocabulary("cell_sources").find(text)
    for hit in hits:
        if not is_a_product(text, hit):
            continue
        # the marrow of "bone marrow concentrate" is not that of other cells
        whole = [o for o in hits if o is not hit and _CONCENTRATE.search(text[o.start : o.end])]
        if whole and _CONTAINED.search(text[: hit.start][-80:]):
            continue
        tissues = [
            t
            for t in found
            if not any(o.start <= t.start < o.end for o in whole)
            and not SCAFFOLD.match(text, t.end)
            and not any(_its_own(text, t, o, hit) for o in hits)
        ]
        joined = _joined(hit, tissues, text)
        code, start, end = joined or (hit.code, hit.start, hit.end)
        yield stretch.fact("product", code, vocab.label(code), start, end)
        for tissue in _listed_before(start, tissues, text) if joined else ():
            if other := _joined(hit, [tissue], text):
                yield stretch.fact("product", other[0], vocab.label(other[0]), *other[1:])


def _its_own(text: str, tissue: Hit, other: Hit, hit: Hit) -> bool:
    """Whether a tissue is that of other cells, named between: "marrow mononuclear cells or MSC"."""
    between = other is not hit and tissue.end <= other.start and other.end <= hit.start
    if not between or not _OR.search(text, other.end, hit.start):
        return False
    return _BESIDE_IT.fullmatch(text[tissue.end : other.start]) is not None


def _listed_before(start: int, tissues: list[Hit], text: str) -> Iterator[Hit]:
    """Tissues named in one list with the one at start ("marrow, cord and adipose stem cells")."""
    for tissue in reversed([tissue for tissue in tissues if tissue.end <= start]):
        if re.fullmatch(r"\W*(?:and|or)?\W*", text[tissue.end : start]) is None:
            return
        yield tissue
        start = tissue.start


_GROWN = re.compile(r"\bstem cells? (?:\w+ ){0,2}from\b|\bderived\b.*\bstem cells?", re.I)
_CONCENTRATE = re.compile(r"aspirate|concentrat|\bBMAC\b", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_BESIDE_IT = re.compile(r"[\s-]*(?:derived)?[\s-]*", re.IGNORECASE)
_AND_GROWN = re.compile(r"\band (?:cultured|expanded|isolated)\b", re.IGNORECASE)
_APART = re.compile(  # "MSC combined with cord blood", "MSC after the bone marrow transplant"
    r"\b(?:with|and|or|plus|combined|versus|vs|after|before|than|following)\b", re.IGNORECASE
)
_BESIDE = re.compile(  # "cord blood group: treatment with MSC", "marrow no sooner than the MSC"
    r"\b(?:groups?|arms?|with|plus|combined|versus|vs|after|before|than|following|refers?|"
    r"expansion on)\b",
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
                gap = _AND_GROWN.sub(" ", gap)
                apart = _APART if tissue.start > hit.start else _BESIDE
                if not apart.search(gap):
                    candidates.append((len(gap), term.code, start, end))
    return min(candidates)[1:] if candidates else None
