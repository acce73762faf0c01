"""What a file of tests relies on beside the program, read from its code.

Followed are the names that it uses, into the helpers that they come from and the fixtures that it
asks for, definition by definition: a helper's server counts only where somebody starts it.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.helpers.places import ROOT

TESTS = ROOT / "tests"
Use = tuple[str, str]
"""A module, and a name in it."""

RELIES: Mapping[Use, str] = {
    ("harvest.standin", "serve"): "stand-ins",
    ("harvest.standin.http.server", "running"): "stand-ins",
    ("tests.helpers.bases.sample_year", "harvest_year"): "the sample's year",
    ("tests.helpers.faults.faultserver", "FaultServer"): "servers that misbehave",
    ("tests.helpers.sources.mesh_engine", "Engine"): "a SPARQL engine",
    ("harvest.site.app", "make"): "Datasette",
    ("harvest.site", "serve"): "Datasette",
    ("tests.helpers.site.site_server", "started"): "Datasette",
    ("tests.helpers.site.several", "Server"): "Datasette",
    ("tests.helpers.site.browser", "chromium"): "Chromium",
    ("distributed", "LocalCluster"): "a Dask cluster",
    ("moto.server", "ThreadedMotoServer"): "an S3 store",
    ("subprocess", "run"): "other processes",
    ("subprocess", "Popen"): "other processes",
    ("tests.helpers.places", "SHARED"): "../shared",
}
PROGRAMS = ("git", "logrotate", "nginx", "openssl", "systemd-analyze")
"""Programs that some tests start, by the word that stands in their code."""
NOTHING = "Relies on nothing beside the program."


class Module:
    """The definitions of one file, and what each uses."""

    def __init__(self, path: Path) -> None:
        self.tree = ast.parse(path.read_text("utf-8"))
        self.doc = ast.get_docstring(self.tree) or ""
        self.nodes = {name: node for node in self.tree.body for name in _names(node)}
        self.bound = dict(_bound(self.tree))
        self._used: dict[str, frozenset[Use | str]] = {}

    def used(self, name: str) -> frozenset[Use | str]:
        """What a definition names, read once: many files come to the same helpers."""
        if name not in self._used:
            self._used[name] = frozenset(self.uses(self.nodes[name]))
        return self._used[name]

    def uses(self, node: ast.AST) -> Iterator[Use | str]:
        """What a piece of code names: (module, name), a definition of this file, or a fixture."""
        for inner in ast.walk(node):
            if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name):
                whole = ".".join(self.bound.get(inner.value.id, ("", "")))
                yield (whole.strip("."), inner.attr)
            if isinstance(inner, ast.Name):
                yield self.bound.get(inner.id, inner.id)
            if isinstance(inner, ast.arg):
                yield inner.arg
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield ("", inner.value)


def _names(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def _bound(tree: ast.Module) -> Iterator[tuple[str, Use]]:
    """Names that imports bind, wherever they stand: name → (module, name in it)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((a.asname or a.name, (node.module or "", a.name)) for a in node.names)
        elif isinstance(node, ast.Import):
            yield from ((a.asname or a.name, (a.name, "")) for a in node.names)


@cache
def read(path: Path) -> Module:
    return Module(path)


def relied_on(path: Path) -> list[str]:
    """What the file of tests relies on, in the order of `RELIES`, then programs."""
    found: set[str] = set()
    seen: set[tuple[Path, str]] = set()
    given = {name: each for each in reversed(_conftests(path)) for name in read(each).nodes}
    open_ = [(path, use) for use in {*read(path).uses(read(path).tree)}]
    while open_:
        where, use = open_.pop()
        if isinstance(use, tuple):
            found |= {RELIES[use]} if use in RELIES else set()
            found |= {use[1]} if use[0] == "" and use[1] in PROGRAMS else set()
            home, name = _file(use[0]), use[1]
            if home is None:
                continue
        else:
            home, name = where, use
            found |= {RELIES[own] for own in [(_dotted(where), name)] if own in RELIES}
            if name not in read(where).nodes:
                home = given.get(name, where)
        if name in read(home).nodes and (home, name) not in seen:
            seen.add((home, name))
            open_ += [(home, each) for each in read(home).used(name)]
    return [word for word in dict.fromkeys((*RELIES.values(), *PROGRAMS)) if word in found]


@cache
def _file(module: str) -> Path | None:
    """Where a module of the tests is; None for what is no such module."""
    home = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return home if module.startswith("tests.") and home.is_file() else None


@cache
def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts) if ROOT in path.parents else ""


def _conftests(path: Path) -> list[Path]:
    """From the nearest on."""
    folders = (*(f for f in path.parents if TESTS in f.parents), TESTS)
    return [each for f in folders if (each := f / "conftest.py").is_file()]


def sentence(path: Path) -> str:
    """The line that the docstring of a file of tests ends with."""
    words = relied_on(path)
    if not words:
        return NOTHING
    *first, last = words
    return f"Relies on {', '.join(first)} and {last}." if first else f"Relies on {last}."
