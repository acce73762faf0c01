"""The look of pictures outside a page: what the stylesheets say, as attributes of each shape.

Read from ``static/site.css`` and ``static/pictures.css``, so that a file looks like its page. They
are attributes because programs for slides and letters know no stylesheet in a picture, and because
a browser that opens it from the site is told to follow no style but the site's own.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_STATIC = Path(__file__).parent.parent / "static"
_SHEETS = ("site.css", "pictures.css")
_BESIDE = re.compile(r"/\*.*?\*/|@[^{}]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_SHAPE = re.compile(r"\.picture (\.?[a-z]+)")
_KNOWN = frozenset(
    {"fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "vector-effect"}
)

Look = Mapping[str, str]


def colour(name: str) -> str:
    """The colour of a variable of the stylesheets in light dress, ``paper`` for one."""
    variables, _ = _read()
    return _plain(variables[f"--{name}"], variables)


def look(tag: str, kinds: str) -> dict[str, str]:
    """The attributes of a shape by its tag and its classes."""
    shapes = _read()[1]
    found: dict[str, str] = {}
    for selector in (tag, *(f".{kind}" for kind in kinds.split())):
        found.update(shapes.get(selector, {}))
    return found


@cache
def _read() -> tuple[Look, Mapping[str, Look]]:
    """The variables of the light dress, and the looks by selector below ``.picture``."""
    variables: dict[str, str] = {}
    shapes: dict[str, dict[str, str]] = {}
    for name in _SHEETS:
        plain = _BESIDE.sub("", (_STATIC / name).read_text("utf-8"))
        for selectors, body in _RULE.findall(plain):
            declared = dict(_declarations(body))
            for selector in map(str.strip, selectors.split(",")):
                if selector == ":root":
                    variables |= {k: v for k, v in declared.items() if k.startswith("--")}
                elif shape := _SHAPE.fullmatch(selector):
                    shapes.setdefault(shape[1], {}).update(declared)
    return variables, {
        selector: {
            name: _plain(value, variables).replace("currentColor", variables["--ink"])
            for name, value in declared.items()
            if name in _KNOWN
        }
        for selector, declared in shapes.items()
    }


def _plain(value: str, variables: Look) -> str:
    """A value without names of variables; one may stand for another."""
    while _VARIABLE.search(value):
        value = _VARIABLE.sub(lambda found: variables[found[1]], value)
    return value


def _declarations(body: str) -> list[tuple[str, str]]:
    pairs = (each.partition(":") for each in body.split(";") if ":" in each)
    return [(name.strip(), value.strip()) for name, _, value in pairs]
