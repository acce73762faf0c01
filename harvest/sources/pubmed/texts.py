"""Reading text out of elements."""

import re
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import TypeAlias
from unicodedata import is_normalized

from lxml import etree

from harvest.text import is_harmless, line

Element: TypeAlias = etree._Element
Read: TypeAlias = Callable[[Element], str | None]
"""All text of an element on one line, inline markup dropped; None if there is none."""

children: Callable[[Element], list[Element]] = itemgetter(slice(None))
"""The children of an element: as a slice they cost half of what iterating over them does."""
first_three: Callable[[Element], list[Element]] = itemgetter(slice(3))

_USUAL = bytes((10, *(code for code in range(32, 127) if chr(code) not in "&#")))
_LONG = 64  # letters: where encoding begins to pay
_PRINTABLE = bytes(range(32, 127))
_TEN = re.compile(r"(?<![0-9.,])10\s*$")
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,32};")  # escaped twice by a publisher
_POWER = re.compile(r"[+\-−–]?[0-9]{1,3}")


def reader(body: bytes) -> Read:
    """The quickest way to read the texts of a record that is sure to miss nothing in it.

    Most records hold no character that has to be replaced, which one look at their bytes tells;
    then only the blanks of each text are left to look at.
    """
    unusual = body.translate(None, _USUAL)
    if b"&#" in unusual:  # stands for a character that can't be seen here
        return careful
    try:
        usual = all(map(_is_usual, set(unusual.decode("utf-8"))))
    except UnicodeDecodeError:
        return careful
    return plain if usual else careful


@lru_cache(maxsize=1 << 12)
def _is_usual(character: str) -> bool:
    return character.isprintable() and is_harmless(character)


def plain(element: Element) -> str | None:
    """What :func:`careful` reads, of a record in whose bytes nothing unusual was found."""
    text = mixed(element) if len(element) else element.text
    if not text:
        return None
    if "  " in text or "\n" in text:
        text = " ".join(text.split())
    if "&" in text and _ENTITY.search(text):
        text = line(text)
    return text.strip() or None


def careful(element: Element) -> str | None:
    """The text of an element, whatever it holds.

    Every run of whitespace (thin and no-break spaces too) becomes one space. A raised power of ten
    keeps its meaning: ``10<sup>6</sup>`` becomes ``10^6``, never ``106``.
    """
    text = mixed(element) if len(element) else element.text
    return tidy(text) if text else None


def tidy(text: str) -> str | None:
    """A text on one line, without what can't be seen; None if nothing is left."""
    if text.isascii():
        if text.isalnum():  # one word or number, as most texts are
            return text
    elif not is_normalized("NFC", text):
        text = line(text)
    if "  " in text or not _is_printable(text):
        text = " ".join(text.split())
        if not text.isprintable():
            text = line(text)
    if "&" in text and _ENTITY.search(text):
        text = line(text)
    return text.strip() or None


def _is_printable(text: str) -> bool:
    """``text.isprintable()``, which looks at each letter in turn; here long texts go by at once."""
    if len(text) < _LONG:
        return text.isprintable()
    unusual = text.encode("utf-8", "surrogatepass").translate(None, _PRINTABLE)
    return not unusual or unusual.decode("utf-8", "surrogatepass").isprintable()


def mixed(element: Element) -> str:
    """All text of an element that has children, as it stands."""
    parts: list[str] = []
    _collect(element, parts)
    return "".join(parts)


def _collect(element: Element, parts: list[str]) -> None:
    if element.text:
        parts.append(element.text)
    for child in children(element):
        if (
            child.tag == "sup"
            and parts
            and _TEN.search(parts[-1])
            and _POWER.fullmatch((child.text or "").strip())
        ):
            parts.append("^")
        _collect(child, parts)
        if child.tail:
            parts.append(child.tail)
