"""The direction of the imports: down or level, never up, never round.

Relies on nothing beside the program.
"""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from harvest.layers import Layer, layers, place
from harvest.paths import PACKAGE

MOST_FILES = 15
MOST_LINES = 400
ONE_FILE_EACH = {"commands", "site/pages"}  # a file a command, a file a page
LARGER = {"harvest": 21}
"""Rooms that may hold more: the top, with what anything may use and what an operator starts."""


def modules(package: Path) -> dict[str, Path]:
    """Every module by its name."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(known: dict[str, Path]) -> dict[str, set[str]]:
    """Module → the modules that it imports, wherever the import stands."""
    found: dict[str, set[str]] = {}
    for name, path in known.items():
        found[name] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "") in known:
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    found[name].add(whole if whole in known else str(node.module))
            elif isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names if alias.name in known}
        found[name].discard(name)
    return found


def faults(arrows: dict[str, set[str]], of: tuple[Layer, ...]) -> list[str]:
    """What is wrong with the direction of the imports, a line each."""
    told = []
    for name, targets in arrows.items():
        floor = place(name, of)
        if floor is None:
            told.append(f"{name}: docs/layers.toml has no layer for it")
            continue
        for target in targets:
            other = place(target, of)
            if other is None:
                continue  # told where it stands itself
            if other > floor:
                told.append(f"{name} ({of[floor].name}) imports {target} ({of[other].name})")
            elif other != floor and of[other].only_for:
                rooms = {f"harvest.{room.replace(chr(47), chr(46))}" for room in of[other].only_for}
                if not any(name == room or name.startswith(f"{room}.") for room in rooms):
                    told.append(f"{name} imports {target}, which is not for it")
    between: dict[str, set[str]] = {}
    for name, targets in arrows.items():
        others = {_folder(target) for target in targets} - {_folder(name)}
        between.setdefault(_folder(name), set()).update(others)
    for graph in (arrows, between):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as circle:
            told.append("these import each other in a circle: " + " → ".join(circle.args[1]))
    return told


def _folder(name: str) -> str:
    """The folder of ``harvest/`` that a module is in, or the file beside them that it is."""
    return ".".join(name.split(".")[:2])


def test_no_import_goes_up_or_round_and_every_module_has_its_layer() -> None:
    assert faults(imports(modules(PACKAGE)), layers()) == []


@pytest.mark.parametrize(
    ("planted", "at", "told"),
    [
        ("from harvest.site.page import read", "harvest.store.schema", "imports harvest.site.page"),
        ("def f():\n    from harvest.cli import cli", "harvest.text", "imports harvest.cli"),
        ("from harvest.standin import serve", "harvest.health.doctor", "which is not for it"),
        ("from harvest.dates import last_day", "harvest.clock", None),
        ("import harvest.evidence.pipeline", "harvest.evidence.links.link", "in a circle"),
        ("from harvest.sponsors import check", "harvest.judgements.check", "in a circle"),
    ],
)
def test_an_import_that_is_planted_where_it_must_not_be_is_found(
    tmp_path: Path, planted: str, at: str, told: str | None
) -> None:
    known = modules(PACKAGE)
    changed = tmp_path / "planted.py"
    changed.write_text(f"{known[at].read_text('utf-8')}\n{planted}\n", "utf-8")
    found = faults(imports(known | {at: changed}), layers())
    assert found == [] if told is None else any(told in line for line in found)


def test_no_room_is_a_hall_and_no_file_longer_than_one_sitting() -> None:
    rooms: dict[str, int] = {}
    for path in PACKAGE.rglob("*.py"):
        if path.name != "__init__.py":
            room = path.parent.relative_to(PACKAGE).as_posix()
            rooms[room] = rooms.get(room, 0) + 1
        assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES, path
    rooms["harvest"] = rooms.pop(".")
    halls = {
        room: number
        for room, number in rooms.items()
        if number > LARGER.get(room, MOST_FILES) and room not in ONE_FILE_EACH
    }
    assert halls == {}


def test_each_room_of_the_layers_is_there() -> None:
    for layer in layers():
        for room in layer.rooms:
            assert (PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file(), room
