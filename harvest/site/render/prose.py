"""Registry texts as elements: paragraphs, lists within lists, and headings that people write."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

_ITEM = re.compile(r"(\s*)(?:([•–▪◦*·-])\s+|(\d{1,2}[.)]|[a-h]\)|[ivx]{1,4}\))\s+)(?=\S)")
_HEADING_LONGEST = 70


def prose(text: str | None, *, items: bool = False) -> Markup:
    """A plain text with blank lines between paragraphs and marks before items.

    ``items`` says that lines without marks are items too, as in criteria that lost theirs.
    """
    return Markup("\n").join(_blocks((text or "").splitlines(), items))


def _blocks(lines: list[str], items: bool) -> Iterator[Markup]:
    paragraph: list[str] = []
    listed: list[tuple[int, bool, str]] = []
    for line in [*lines, ""]:
        item = _ITEM.match(line)
        if item is not None:
            yield from _paragraph(paragraph, items)
            paragraph.clear()
            listed.append((len(item[1]), item[3] is not None, line[item.end() :].strip()))
        elif line.strip():
            if listed and line[:1].isspace():  # goes on with the item above
                indent, numbered, words = listed[-1]
                listed[-1] = (indent, numbered, f"{words} {line.strip()}")
                continue
            yield from _list(listed)
            listed.clear()
            paragraph.append(line.strip())
        else:
            # A blank line ends a paragraph, but not a list: items often stand apart.
            yield from _paragraph(paragraph, items)
            paragraph.clear()
    yield from _list(listed)


def _paragraph(lines: list[str], items: bool) -> Iterator[Markup]:
    if not lines:
        return
    if len(lines) == 1 and lines[0].endswith(":") and len(lines[0]) <= _HEADING_LONGEST:
        yield Markup('<p class="says"><strong>{}</strong></p>').format(lines[0])
        return
    if items and len(lines) > 1:
        if lines[0].endswith(":"):
            yield Markup("<p>{}</p>").format(lines[0])
            del lines[0]
        yield Markup("<ul>{}</ul>").format(
            Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
        )
        return
    yield Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in lines))


def _list(listed: list[tuple[int, bool, str]]) -> Iterator[Markup]:
    if listed:
        yield _nested(listed)


def _nested(listed: list[tuple[int, bool, str]]) -> Markup:
    """A list of the items at the first one's depth; deeper ones go into the item above them."""
    depth = listed[0][0]
    tag = "ol" if listed[0][1] else "ul"
    parts: list[Markup] = []
    place = 0
    while place < len(listed):
        words = listed[place][2]
        place += 1
        below: list[tuple[int, bool, str]] = []
        while place < len(listed) and listed[place][0] > depth:
            below.append(listed[place])
            place += 1
        inner = _nested(below) if below else Markup("")
        parts.append(Markup("<li>{}{}</li>").format(words, inner))
    return Markup("<{tag}>{parts}</{tag}>").format(tag=Markup(tag), parts=Markup("").join(parts))
