"""One module knows where the files of the program lie.

Relies on nothing beside the program.
"""

import ast
from pathlib import Path

from harvest import paths
from harvest.paths import DB, DEFAULT_CONFIG, PACKAGE


def test_the_programs_data_and_its_default_configuration_are_where_the_paths_say():
    assert {path.name for path in DB.iterdir()} >= {"migrations", "public", "queries", "links"}
    assert DEFAULT_CONFIG.is_file()


def test_one_module_alone_knows_what_lies_outside_the_package():
    climbing = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if path != Path(paths.__file__)
        and _climbs(path.read_text(encoding="utf-8")) > len(path.relative_to(PACKAGE).parts)
    ]

    assert climbing == []


def _climbs(code: str) -> int:
    """How many folders up from its own file a module goes, at most."""
    return max((_levels(node) for node in ast.walk(ast.parse(code))), default=0)


def _levels(node: ast.AST) -> int:
    match node:
        case ast.Attribute(value=inner, attr="parent") if "__file__" in ast.dump(inner):
            return 1 + _levels(inner)
        case ast.Subscript(
            value=ast.Attribute(value=inner, attr="parents"), slice=ast.Constant(value=int(up))
        ) if "__file__" in ast.dump(inner):
            return 1 + up + _levels(inner)
    return 0
