"""The ``fields`` parameter of the trial registry: which parts of a study are sent."""

import re
from collections.abc import Iterable
from typing import Any

from harvest.standin.corpora.corpus import Study
from harvest.standin.corpora.pieces import by_path, pieces

Path = tuple[str, ...]


class InvalidField(Exception):
    """A name that is neither a piece nor a path."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def comma_separated(value: str) -> list[str]:
    """The items of a list parameter: commas or pipes between them."""
    return [item.strip() for item in re.split(r"[,|]", value) if item.strip()]


def paths_of(names: Iterable[str]) -> list[Path]:
    """The paths that these field names mean; raises InvalidField with the first that means none."""
    found = []
    for name in names:
        piece = pieces().get(name) or by_path().get(name)
        if piece is None and name != "@query":
            raise InvalidField(name)
        if piece is not None:
            found.append(piece.steps)
    return found


def projected(study: Study, paths: Iterable[Path]) -> Study:
    """A study with these paths only; list items keep their places, even as empty objects."""
    tree: dict[str, Any] = {}
    for path in paths:
        at = tree
        for step in path[:-1]:
            at = at.setdefault(step, {})
            if at is _WHOLE:
                break
        else:
            at[path[-1]] = _WHOLE
    kept = _kept(study, tree)
    return kept if isinstance(kept, dict) else {}


_WHOLE: dict[str, Any] = {}
"""In the tree of wanted paths: everything below; compared by identity."""


def _kept(node: Any, tree: dict[str, Any]) -> Any:
    if tree is _WHOLE:
        return node
    if isinstance(node, list):
        return [kept if (kept := _kept(item, tree)) is not None else {} for item in node]
    if not isinstance(node, dict):
        return None
    found = {
        key: kept
        for key, value in node.items()
        if key in tree and (kept := _kept(value, tree[key])) is not None
    }
    return found or None
