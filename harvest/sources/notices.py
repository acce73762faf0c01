"""Kinds of notices about papers, and what each means for the paper."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from harvest.legible import legible
from harvest.paths import DB
from harvest.vocabularies import entries

PREPRINT = ("D000076942", "Preprint")
"""PubMed's publication type of preprints."""

_RETRACTED = ("D016441", "Retracted Publication")
_NOTICE_TYPES = frozenset({"Retraction of Publication", "Retraction Notice"})
_NOTICES = frozenset({"RetractionOf", "PartialRetractionOf", "ExpressionOfConcernFor"})
_KIND = r"(?:article|paper|preprint|chapter|publication|study|manuscript|review|letter)"
_CALLED_RETRACTED = re.compile(
    r"\W*(?:(?:this\s+\w+\s+(?:has\s+been|is|was)\s+|(?:article|paper|chapter|preprint)\s+)?"
    r"(?:retracted|withdrawn)|removed)"
    rf"(?:(?:\s+{_KIND})?(?:\s*[:\])]|\s+-+\s)|\s+{_KIND}\s*\.)"
    rf"|.*[\[(]\s*(?:retracted(?:\s+{_KIND})?|withdrawn\s+{_KIND})\s*[\])]\W*$",
    re.IGNORECASE | re.DOTALL,
)
"""In the copy for reading, at the beginning of a title or in brackets at its end."""
_GRAVEST = ("retracted", "concern", "corrected")


def notice_code(said: str | None) -> str | None:
    """A kind of notice as the vocabulary spells it: ``Expression of concern`` in one word."""
    return re.sub(r"[\s_-]+", "_", said.strip().lower()) if said and said.strip() else None


@cache
def notice_types() -> Mapping[str, str]:
    """What each kind of notice means for the paper that it is about; "" for nothing."""
    table = DB / "vocabularies" / "notice_types.csv"
    return {entry.code: entry.more["integrity"] for entry in entries(table, "integrity")}


@cache
def correction_types() -> Mapping[str, str]:
    """What each kind of tie to another paper means for the paper that carries it; "" for none."""
    table = DB / "vocabularies" / "correction_types.csv"
    return {entry.code: entry.more["integrity"] for entry in entries(table, "integrity")}


def is_preprint(ui: str | None, name: str) -> bool:
    """Whether a publication type, by its number or name, is that of preprints."""
    return ui == PREPRINT[0] or name == PREPRINT[1]


def integrity(
    refs: Collection[str], types: Iterable[tuple[str | None, str]], title: str | None
) -> str | None:
    """The gravest thing said of a paper: ``retracted``, ``concern``, ``corrected`` or None.

    ``refs`` are its kinds of ties to other papers, ``types`` its publication types by number and
    name. A notice of retraction is not itself retracted: it carries ``RetractionOf``, and a type of
    its own. A paper retracted and republished is retracted: what to cite is the new one. Where no
    mark has been given yet, a publisher's title may say it ("RETRACTED: …").
    """
    listed = tuple(types)
    said = {correction_types().get(ref, "") for ref in refs}
    if any(ui == _RETRACTED[0] or name == _RETRACTED[1] for ui, name in listed):
        said.add("retracted")
    notice = not _NOTICES.isdisjoint(refs) or any(name in _NOTICE_TYPES for _, name in listed)
    if title and not notice and _CALLED_RETRACTED.match(legible(title).text):
        said.add("retracted")
    return next((grave for grave in _GRAVEST if grave in said), None)
