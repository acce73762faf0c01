"""The layers that the program's rooms stand in, as ``docs/layers.toml`` gives them, and a picture.

Read by the documentation and by the test that holds the imports to them; works on a checkout only.
"""

import tomllib
from dataclasses import dataclass
from textwrap import wrap
from xml.sax.saxutils import escape

from harvest.paths import CHECKOUT

_FILE = CHECKOUT / "docs" / "layers.toml"
_WIDTH, _MARGIN, _NAME_WIDTH = 860, 16, 190
_LINE = 17
_LETTERS = 96  # of a line of rooms, at the picture's size of type


@dataclass(frozen=True, slots=True)
class Layer:
    """Rooms that may import from each other and from every layer before theirs.

    ``rooms`` are folders and files of ``harvest/``, without the ending; ``only_for`` names the
    rooms that alone may import from this layer, where it is not for all above it.
    """

    name: str
    says: str
    rooms: tuple[str, ...]
    only_for: tuple[str, ...] = ()


def layers() -> tuple[Layer, ...]:
    """All layers, from the ground up."""
    with _FILE.open("rb") as file:
        return tuple(
            Layer(each["name"], each["says"], tuple(each["rooms"]), tuple(each.get("only_for", ())))
            for each in tomllib.load(file)["layer"]
        )


def place(module: str, of: tuple[Layer, ...]) -> int | None:
    """The layer, counted from 0, of a module such as ``harvest.site.page``; None if it has none."""
    parts = module.split(".")[1:] or ["__init__"]
    found = {room: number for number, layer in enumerate(of) for room in layer.rooms}
    names = ("/".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((found[name] for name in names if name in found), None)


def table() -> str:
    """The layers as a table, the roof first, as the picture has them."""
    lines = ["| layer | what it is for | rooms |", "|---|---|---|"]
    for layer in reversed(layers()):
        rooms = ", ".join(f"`{room}`" for room in layer.rooms)
        lines.append(f"| {layer.name} | {layer.says} | {rooms} |")
    return "\n".join(lines)


def picture() -> str:
    """The layers drawn as floors of a house, the roof first: an SVG that any browser shows."""
    boxes, top = [], _MARGIN
    for layer in reversed(layers()):
        rooms = wrap(" · ".join(layer.rooms), _LETTERS)
        height = _LINE * (len(rooms) + 1) + 18
        inside = _MARGIN + _NAME_WIDTH
        texts = [
            f'<text class="name" x="{_MARGIN + 12}" y="{top + 24}">{escape(layer.name)}</text>',
            f'<text class="says" x="{inside}" y="{top + 24}">{escape(layer.says)}</text>',
            *(
                f'<text x="{inside}" y="{top + 24 + _LINE * number}">{escape(line)}</text>'
                for number, line in enumerate(rooms, 1)
            ),
        ]
        width = _WIDTH - 2 * _MARGIN
        box = f'<rect x="{_MARGIN}" y="{top}" width="{width}" height="{height}" rx="4"/>'
        boxes.append(box + "".join(texts))
        top += height + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top + 26}" role="img" '
        'aria-label="The layers of harvest, the roof first">\n'
        "<style>svg{background:#fff}text{font:12.5px system-ui,sans-serif;fill:#1d2b36}"
        ".name{font-weight:600}.says{fill:#51606b}.foot{fill:#51606b;font-size:12px}"
        "rect{fill:#f3f6f8;stroke:#c4d0d8}</style>\n"
        + "\n".join(boxes)
        + f'\n<text class="foot" x="{_MARGIN}" y="{top + 14}">'
        "Imports go down or stay on their floor, never up.</text>\n</svg>\n"
    )
