"""A picture as a file of its own, SVG or PNG, with what the page around it says."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from harvest.site.charts.colours import colour, look
from harvest.site.charts.lettering import HEIGHT, width
from harvest.site.charts.picture import BROAD, Picture, number
from harvest.text import allowed

SHARPNESS = 2
"""Pixels of a PNG for each unit, so that it is sharp in print and on a fine screen."""

_SVG = "http://www.w3.org/2000/svg"
_MARGIN = 24
_LEFT_OUT = frozenset({"class", "href", "aria-label", "role"})


class _Letters(NamedTuple):
    size: float
    leading: float
    colour: str
    weight: str = "normal"


_TITLE = _Letters(18, 24, "ink", "bold")
_BELOW = _Letters(11, 16, "soft")


def as_svg(picture: Picture, below: Sequence[str], *, titled: bool = True) -> bytes:
    """The picture with its title above and these lines ``below``, for any program.

    Without a title it is for a place where a caption has it. It is the broad form, in light dress
    and letters of the reader's own system; nothing in it leads anywhere.
    Raises ValueError for a picture in which nothing is drawn.
    """
    if not picture.svg:
        raise ValueError(f"{picture.name}: nothing is drawn in it")
    drawn = etree.fromstring(allowed(f"<drawn>{picture.svg}</drawn>"))[0]
    left, top, wide, tall = (float(side) for side in drawn.attrib["viewBox"].split())
    height = BROAD.width * tall / wide
    root = etree.fromstring(f'<svg xmlns="{_SVG}"/>')
    _add(root, "title", {}, picture.title)
    _add(root, "desc", {}, " ".join(below))
    paper = _add(root, "rect", {"fill": colour("paper")})
    y = _write(root, picture.title, _MARGIN, _TITLE) if titled else _MARGIN / 2
    shape = {"x": number(_MARGIN), "y": number(y + 6), "width": number(BROAD.width)}
    inside = _add(root, "svg", shape | {"height": number(height)})
    inside.set("viewBox", " ".join(map(number, (left, top, wide, tall))))
    _copy(drawn, inside)
    y += height + 20
    for line in below:
        y = _write(root, line, y, _BELOW)
    whole = {"width": number(BROAD.width + 2 * _MARGIN), "height": number(y + _MARGIN / 2)}
    for name, size in whole.items():
        paper.set(name, size)
        root.set(name, size)
    root.set("viewBox", f"0 0 {whole['width']} {whole['height']}")
    root.set("font-family", "sans-serif")
    root.set("font-size", str(HEIGHT))
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return made


def as_png(svg: bytes) -> bytes:
    """An SVG of :func:`as_svg` in pixels, :data:`SHARPNESS` a unit.

    Its letters are those of a font that comes along, so that they are the same everywhere, also
    where no font is installed; what it lacks (Chinese, Greek) is taken from the system's fonts.
    """
    # Both cost at import, and few that serve a site are asked for a PNG.
    import font_lato
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg.decode("utf-8"),
        zoom=SHARPNESS,
        font_files=[font_lato.font_files[name] for name in ("Lato", "LatoBold")],
        sans_serif_family="Lato",
        font_family="Lato",
    )


def _copy(source: etree._Element, target: etree._Element) -> None:
    """What is in ``source``, its classes as attributes and its links as groups."""
    for part in source:
        tag = str(part.tag)
        if tag in ("title", "desc") and source.tag == "svg":
            continue  # said around it already
        given = {str(k): str(v) for k, v in part.attrib.items() if k not in _LEFT_OUT}
        looks = look(tag, part.get("class", ""))
        made = _add(target, "g" if tag == "a" else tag, {**given, **looks}, part.text)
        _copy(part, made)


def _add(
    parent: etree._Element, tag: str, given: dict[str, str], words: str | None = None
) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_SVG}}}{tag}", given)
    made.text = None if words is None else allowed(words)
    return made


def _write(parent: etree._Element, words: str, top: float, letters: _Letters) -> float:
    """Words in lines below each other from ``top``; where the next thing may begin."""
    for line in _lines(words.split(), BROAD.width * HEIGHT / letters.size):
        top += letters.leading
        given = {
            "x": number(_MARGIN),
            "y": number(top - (letters.leading - letters.size)),
            "font-size": number(letters.size),
            "font-weight": letters.weight,
            "fill": colour(letters.colour),
        }
        _add(parent, "text", given, line)
    return top


def _lines(words: Iterable[str], room: float) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and width(longer) > room:
            yield line
            longer = word
        line = longer
    yield line
