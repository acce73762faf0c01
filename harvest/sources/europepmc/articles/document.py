"""The XML of an article, opened safely: nothing outside of it is read, nothing in it expands."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from harvest.errors import RecordError

Element: TypeAlias = etree._Element

LARGEST = 50_000_000
"""Bytes of an article; the largest known ones, with all their tables, have a few million."""

_XLINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"(?:PMC)?([0-9]{1,10})(?:\.[0-9]+)?", re.IGNORECASE)


def opened(body: bytes) -> Element:
    """The ``article`` element. Raises RecordError for what is not an article, whole and harmless.

    A document type is usual and is not loaded; entities of its own are not, and are refused.
    """
    if len(body) > LARGEST:
        raise RecordError("", f"larger than {LARGEST:,} bytes")
    try:
        root = etree.fromstring(body, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RecordError("", f"not well-formed XML: {error}"[:200]) from None
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and subset.entities():  # type: ignore[union-attr]  # not in the stubs
        raise RecordError("", "declares entities of its own, which an article must not")
    article = root if tag(root) == "article" else next(named(root, "article"), None)
    if article is None or child(article, "front") is None:
        raise RecordError("", "is not an article in JATS")
    return article


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def canonical(body: bytes) -> bytes:
    """The article with its attributes and blanks in one order, for comparison."""
    article = opened(body)
    return etree.tostring(article, method="c14n")


def tag(element: Element) -> str:
    """The name of an element without its namespace; "" for an entity."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of that name, and so on down the path; None where there is none."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if tag(each) == name), None)
    return element


def named(element: Element, *names: str) -> Iterator[Element]:
    """All elements of these names below an element, in order."""
    for each in element.iterdescendants():
        if tag(each) in names:
            yield each


def address(element: Element) -> str:
    """Where an element links to; "" if it does not."""
    return (element.get(_XLINK) or element.get("href") or "").strip()


def numbers(article: Element) -> dict[str, str]:
    """The article's own numbers by their type, PMC ones with their letters."""
    found: dict[str, str] = {}
    meta = child(article, "front", "article-meta")
    for each in () if meta is None else meta:
        if tag(each) == "article-id" and (text := (each.text or "").strip()):
            kind = each.get("pub-id-type") or ""
            if kind in ("pmc", "pmcid") and (number := _NUMBER.fullmatch(text)):
                found.setdefault("pmcid", f"PMC{number[1]}")
            else:
                found.setdefault(kind, text)
    return found
