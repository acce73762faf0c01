"""Who calls whom, worked out from the sources: top-level names and what their bodies mention."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

Node = tuple[str, str]  # module, top-level name


@cache
def _tree(module: str) -> ast.Module | None:
    path = ROOT.joinpath(*module.split("."))
    for file in (path.with_suffix(".py"), path / "__init__.py"):
        if file.is_file():
            return ast.parse(file.read_text(encoding="utf-8"))
    return None


@cache
def _imported(module: str) -> Mapping[str, Node]:
    """What a module imports by name, anywhere in it: the name there → module and name."""
    tree = _tree(module)
    return {
        alias.asname or alias.name: (node.module, alias.name)
        for node in (ast.walk(tree) if tree else ())
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


@cache
def bodies(module: str) -> Mapping[str, tuple[ast.AST, ...]]:
    """The statements that make each top-level name of a module."""
    found: dict[str, tuple[ast.AST, ...]] = {}
    tree = _tree(module)
    for node in tree.body if tree else ():
        targets: Iterable[str] = ()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            targets = (node.name,)
        elif isinstance(node, ast.Assign):
            targets = (each.id for each in node.targets if isinstance(each, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            targets = (node.target.id,)
        for target in targets:
            found[target] = (*found.get(target, ()), node)
    return found


def mentioned(node: Node) -> Iterator[Node]:
    """The names of the program that a top-level name's body mentions, where they are made."""
    module, name = node
    own, foreign = bodies(module), _imported(module)
    if name in foreign and name not in own:  # handed on by a package
        yield foreign[name]
    for statement in own.get(name, ()):
        for each in ast.walk(statement):
            if not isinstance(each, ast.Name):
                continue
            if each.id in own:
                yield module, each.id
            elif each.id in foreign:
                yield foreign[each.id]


def reached(*starts: Node) -> set[Node]:
    """Everything of the program that is mentioned on the way from these names."""
    seen: set[Node] = set()
    left = list(starts)
    while left:
        node = left.pop()
        if node not in seen and node[0].startswith("harvest"):
            seen.add(node)
            left += mentioned(node)
    return seen
