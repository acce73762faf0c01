"""The words of an article's paragraphs, as one reads them.

Each paragraph is one line: blanks of all kinds are one space, markup is dropped, the numbers of
references that are raised above the line are left out, and a raised power keeps its meaning
(``10^6``).
"""

import html
import re
from collections.abc import Iterator

from harvest.sources.europepmc.articles.document import Element, tag
from harvest.text import clean

_BLOCKS = frozenset({"p", "list-item", "title", "speech", "statement"})
_SKIPPED = frozenset(
    {
        "alternatives", "app-group", "array", "bio", "boxed-text", "caption", "chem-struct-wrap",
        "contrib-group", "corresp", "def-list", "disp-formula", "disp-formula-group", "email",
        "fig",
        "fig-group", "fn", "glossary", "graphic", "inline-graphic", "inline-supplementary-material",
        "label", "math", "media", "mml", "object-id", "phone", "fax", "ref-list", "response",
        "sub-article",
        "supplementary-material", "table-wrap", "table-wrap-group", "tex-math",
    }
)  # fmt: skip
"""Tables and figures are left as they are; what stands in them is not read."""
_APART = _BLOCKS | _SKIPPED | {"break", "hr", "list", "disp-quote"}
_MARKS = frozenset({"bibr", "fn", "table-fn", "aff", "corresp", "author-notes"})
_TEN = re.compile(r"(?<![0-9.,])10\s*$")
_POWER = re.compile(r"[+−–-]?\s?[0-9]{1,2}")
_NUMERALS = re.compile(r"[\s0-9,;–‒-]+")
_AFTER_STOP = re.compile(r"[.,;:)\]]\s*$")
_EMPTY_BRACKETS = re.compile(r"\s?(?:\[[\s,;–-]*\]|\([\s,;–-]*\))")
_BEFORE_STOP = re.compile(r" +(?=[.,;:)\]](?:\s|$))")


def line_of(element: Element) -> str:
    """What stands in an element itself, as one line; blocks inside it are left out."""
    return _tidied("".join(_inline(element)))


def lines_of(element: Element) -> Iterator[str]:
    """The paragraphs of a block and of the lists in it, each as a line."""
    if tag(element) in _SKIPPED:
        return
    if tag(element) in _BLOCKS and (text := line_of(element)):
        yield text
    for each in element:
        if tag(element) not in _BLOCKS or tag(each) in (*_BLOCKS, "list", "disp-quote"):
            yield from lines_of(each)


def _inline(element: Element) -> Iterator[str]:
    before = element.text or ""
    yield before
    for each in element:
        said = "".join(_said(each, before))
        yield said
        yield each.tail or ""
        before = f"{before}{said}{each.tail or ''}"[-40:]


def _said(element: Element, before: str) -> Iterator[str]:
    name = tag(element)
    if not name:  # an entity that the document type, which is not loaded, would explain
        yield html.unescape(element.text or "")
    elif name in _APART:
        yield " "
    elif name == "xref":
        yield from () if _is_mark(element) else _inline(element)
    elif name == "sup":
        yield from _raised(element, before)
    else:
        yield from _inline(element)


def _is_mark(reference: Element) -> bool:
    """Whether a reference is a raised mark, no word of the sentence ("study¹²")."""
    if reference.get("ref-type") not in _MARKS:
        return False
    return any(tag(each) == "sup" for each in reference) or reference.get("ref-type") != "bibr"


def _raised(element: Element, before: str) -> Iterator[str]:
    if any(tag(each) == "xref" and each.get("ref-type") in _MARKS for each in element):
        return
    text = "".join(_inline(element))
    if _TEN.search(before) and _POWER.fullmatch(text.strip()):
        yield f"^{text.strip()}"
    elif not (_NUMERALS.fullmatch(text) and _AFTER_STOP.search(before)):
        yield text


def _tidied(text: str) -> str:
    text = " ".join(clean(text).split())
    return _BEFORE_STOP.sub("", _EMPTY_BRACKETS.sub("", text)).strip()
