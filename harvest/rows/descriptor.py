"""Rows of a MeSH descriptor."""

from typing import NamedTuple


class MeshTerm(NamedTuple):
    """One descriptor; tree numbers joined by "|"; ``withdrawn`` by MeSH is 1 or None."""

    ui: str
    name: str
    scope_note: str | None
    tree_numbers: str | None
    withdrawn: int | None = None


class MeshTree(NamedTuple):
    """One place of a descriptor in the tree, e.g. C06.552.630."""

    ui: str
    tree_number: str


class MeshEntryTerm(NamedTuple):
    """An entry term (synonym) of a descriptor."""

    ui: str
    position: int
    term: str
