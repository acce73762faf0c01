"""What a step is made from: the modules that it imports and the data that they read, no others.

Relies on nothing beside the program.
"""

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harvest import staleness
from harvest.packs.folders import using
from harvest.paths import DB, PACKAGE
from harvest.sources import all_sources
from harvest.staleness import closure, code, digest

EVIDENCE = (
    "harvest.evidence.extract",
    "harvest.evidence.links.link",
    "harvest.evidence.related.relate",
)
MODULES = sorted(PACKAGE.rglob("*.py"))


class Tree:
    """A made-up package with a folder of data beside it."""

    def __init__(self, folder: Path) -> None:
        self.package, self.db = folder / "harvest", folder / "db"
        self.write("harvest/__init__.py", "")

    def write(self, name: str, text: str) -> None:
        path = self.package.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        for kept in (staleness._digest, staleness._in, staleness._imported, staleness.code):
            kept.cache_clear()

    def digest(self, *steps: str) -> str:
        return digest(*steps, package=self.package, db=self.db)

    def names(self, *steps: str) -> set[str]:
        found = closure(*steps, package=self.package, db=self.db)
        return {*found.modules, *found.data} - {"harvest"}

    def is_seen(self, name: str, text: str, *steps: str) -> bool:
        """Whether another text of a file makes the steps stale."""
        path = self.package.parent / name
        old = path.read_text("utf-8") if path.is_file() else None
        before = self.digest(*steps)
        self.write(name, text)
        after = self.digest(*steps)
        if old is None:
            path.unlink()
        else:
            self.write(name, old)
        return after != before


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Tree]:
    yield Tree(tmp_path)
    for kept in (staleness._digest, staleness._in, staleness._imported, staleness.code):
        kept.cache_clear()


WAYS = {
    "a name": "from harvest.low import value\n",
    "a module": "import harvest.low\n",
    "a module by another name": "import harvest.low as other\n",
    "a submodule": "from harvest import low\n",
    "a submodule by another name": "from harvest import low as other\n",
    "everything": "from harvest.low import *\n",
    "several lines": "from harvest.low import (\n    value,  # the first\n    other,\n)\n",
    "several modules": "import os, harvest.low\n",
    "inside a function": "def step():\n    from harvest.low import value\n    return value\n",
    "where it may fail": "try:\n    import harvest.low\nexcept ImportError:\n    pass\n",
    "behind a colon": "if True: import harvest.low\n",
    "behind a semicolon": "import os; import harvest.low\n",
    "a relative name": "from .low import value\n",
    "a relative submodule": "from . import low\n",
    "a continued line": "from harvest.low import \\\n    value\n",
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_change_one_and_two_imports_away_is_seen_however_it_is_imported(
    tree: Tree, way: str
) -> None:
    tree.write("harvest/step.py", way)
    tree.write("harvest/low.py", "from harvest.lowest import value\nother = 1\n")
    tree.write("harvest/lowest.py", "value = 1\n")
    tree.write("harvest/stranger.py", "value = 1\n")
    assert tree.is_seen("harvest/low.py", "value = 2\n", "harvest.step")
    assert tree.is_seen("harvest/lowest.py", "value = 2\n", "harvest.step")
    assert not tree.is_seen("harvest/stranger.py", "value = 2\n", "harvest.step")


@pytest.mark.parametrize(
    "way",
    [
        '"""from harvest.low import value"""\n',
        "# import harvest.low\n",
        "text = 'import harvest.low'\n",
        "if TYPE_CHECKING:\n    from harvest.low import value\n\nother = 1\n",
    ],
)
def test_what_only_reads_like_an_import_is_none(tree: Tree, way: str) -> None:
    tree.write("harvest/step.py", way)
    tree.write("harvest/low.py", "value = 1\n")
    assert tree.names("harvest.step") == {"harvest.step"}


def test_a_package_counts_by_what_is_taken_from_it(tree: Tree) -> None:
    tree.write("harvest/room/__init__.py", "from harvest.room.one import first\n")
    tree.write("harvest/room/one.py", "first = 1\n")
    tree.write("harvest/room/two.py", "from ..low import value\n")
    tree.write("harvest/low.py", "value = 1\n")
    tree.write("harvest/a.py", "from harvest.room import first\n")
    tree.write("harvest/b.py", "from harvest.room.two import value\n")
    assert tree.names("harvest.a") == {"harvest.a", "harvest.room", "harvest.room.one"}
    assert tree.names("harvest.b") == {
        "harvest.b", "harvest.room", "harvest.room.two", "harvest.low",
    }  # fmt: skip
    assert tree.is_seen("harvest/room/__init__.py", "first = 2\n", "harvest.b")


DATA = {
    'DB / "rules"': "db/rules/one.sql",
    'DB / "rules" / "deep"': "db/rules/deep/one.sql",
    'DB / "rules" / "one.sql"': "db/rules/one.sql",
    'Path(__file__).with_name("weights.json")': "harvest/weights.json",
    'Path(__file__).with_name("sql") / "one.sql"': "harvest/sql/one.sql",
    'Path(__file__).parent / "sql"': "harvest/sql/one.sql",
}


@pytest.mark.parametrize("place", DATA)
def test_a_line_more_in_a_file_that_is_read_is_seen(tree: Tree, place: str) -> None:
    for name in (*DATA.values(), "db/other/one.sql", "harvest/other/one.sql"):
        tree.write(name, "one\n")
    tree.write("harvest/step.py", "from harvest.low import FOLDER\n")
    tree.write("harvest/low.py", f"FOLDER = {place}\n")
    assert tree.is_seen(DATA[place], "one\ntwo\n", "harvest.step")
    assert not tree.is_seen("db/other/one.sql", "one\ntwo\n", "harvest.step")
    assert not tree.is_seen("harvest/other/one.sql", "one\ntwo\n", "harvest.step")


def test_a_file_more_in_a_folder_that_is_read_is_seen(tree: Tree) -> None:
    tree.write("db/rules/one.sql", "one\n")
    tree.write("harvest/step.py", 'FOLDER = DB / "rules"\n')
    assert tree.is_seen("db/rules/two.sql", "two\n", "harvest.step")


SAME = {
    "a comment": "X = 1  # one\ndef f(a):\n    # two\n    return '#'\n",
    "blank lines": "\n\nX = 1\n\n\ndef f(a):\n\n    return '#'\n\n",
    "docstrings": '"""Head."""\nX = 1\n"""One."""\ndef f(a):\n    r"""Two\n\n    (."""\n'
    "    return '#'\n",
}
OTHER = {
    "a text": "X = 1\ndef f(a):\n    return '# '\n",
    "a number": "X = 2\ndef f(a):\n    return '#'\n",
    "a depth": "X = 1\ndef f(a):\n    if a:\n     return '#'\n",
    "a text that stands alone in brackets": "X = (\n    1\n)\ndef f(a):\n    return '#'\n",
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_what_says_nothing_to_python_makes_nothing_stale(tree: Tree, text: str) -> None:
    tree.write("harvest/step.py", "X = 1\ndef f(a):\n    return '#'\n")
    assert not tree.is_seen("harvest/step.py", text, "harvest.step")


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER.keys())
def test_what_says_something_to_python_is_seen(tree: Tree, text: str) -> None:
    tree.write("harvest/step.py", "X = 1\ndef f(a):\n    return '#'\n")
    assert tree.is_seen("harvest/step.py", text, "harvest.step")


def test_a_text_that_stands_alone_in_brackets_is_no_docstring(tree: Tree) -> None:
    tree.write("harvest/step.py", 'f(\n    """one"""\n)\n')
    assert tree.is_seen("harvest/step.py", 'f(\n    """two"""\n)\n', "harvest.step")


def _imports(path: Path) -> set[tuple[str, str]]:
    """What Python's own parser finds: (module, name); the name is "" for a plain import."""
    found: set[tuple[str, str]] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            found |= {(base, alias.name) for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_module_is_read_as_pythons_own_parser_reads_it(path: Path) -> None:
    tree, text = ast.parse(path.read_text("utf-8")), code(path).text
    bare = code(path).bare.replace("if TYPE_CHECKING:", "if 1:")
    found = {
        (base or name, "" if plain else name)
        for base, names, plain in staleness._imports(bare)
        for name in staleness._NAME.findall(names or plain)
    }
    assert found == _imports(path)
    alone = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    said = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in alone
    ]
    words = {word for value in said for word in value.split() if word.isascii() and word.isalnum()}
    assert [word for word in sorted(words) if word not in text] == []
    docs = [node.value for node in alone if isinstance(node.value, str) and len(node.value) > 40]
    assert [doc for doc in docs if doc in text] == []


def undeclared(path: Path) -> list[str]:
    """Uses of DB and of the module's own place that are not spelt out as a path."""
    text = code(path).text
    for known in (staleness._OWN, staleness._SHARED):
        text = known.sub(lambda found: "" if '"' in found[0] else found[0], text)
    vague = re.compile(r"__file__|[(\[ ]DB\b(?! =)")
    return [line for line in text.splitlines() if "import" not in line and vague.search(line)]


def test_every_step_spells_out_the_data_that_it_reads() -> None:
    steps = [*EVIDENCE, "harvest.publish", "harvest.history.rebuild"]
    steps += [s.normalise.__module__ for s in all_sources()]
    found = closure(*steps).modules
    # These two say where anything lies, and how to find out.
    del found["harvest.paths"], found["harvest.staleness"]
    assert {name: undeclared(path) for name, path in found.items() if undeclared(path)} == {}


def test_of_a_pack_of_ones_own_its_files_count_and_nothing_beside_them(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    with using((mine,)):
        before = digest("harvest.evidence.facets.all")
        (mine / "evidence.db").write_bytes(b"the pack lies beside the databases")
        assert digest("harvest.evidence.facets.all") == before
        for name in ("pack.toml", "vocabularies/a.csv", "queries/a.sql"):
            (mine / name).parent.mkdir(exist_ok=True)
            (mine / name).write_text("anything", "utf-8")
            assert digest("harvest.evidence.facets.all") != before, name
            before = digest("harvest.evidence.facets.all")


def test_every_step_is_a_module_of_the_package() -> None:
    for source in all_sources():
        for function in (source.digest, source.normalise):
            assert function.__module__ in closure(function.__module__).modules
    for step in (*EVIDENCE, "harvest.publish", "harvest.history.rebuild", "harvest.store.tables"):
        assert step in closure(step).modules


COPIES: dict[str, Callable[[Path], tuple[Path, Path]]] = {
    "a checkout": lambda folder: (folder / "harvest", folder / "db"),
    "a wheel": lambda folder: (folder / "harvest", folder / "harvest" / "_shared" / "db"),
}


@pytest.mark.parametrize("place", COPIES.values(), ids=COPIES.keys())
def test_a_wheel_and_a_checkout_elsewhere_have_the_same_digests(
    tmp_path: Path, place: Callable[[Path], tuple[Path, Path]]
) -> None:
    package, db = place(tmp_path)
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "_shared"))
    shutil.copytree(DB, db)
    for step in (*EVIDENCE, "harvest.publish", "harvest.sources.pubmed.reading.normalise"):
        assert digest(step, package=package, db=db) == digest(step)
    version = package / "version.py"
    version.write_text(version.read_text("utf-8").replace("0.", "9."), "utf-8")
    (db / "verdicts.csv").write_text("other\n", "utf-8")
    assert digest("harvest.publish", package=package, db=db) == digest("harvest.publish")
