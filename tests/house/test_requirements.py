"""What the program imports is what it declares, and what an extra brings only its command needs.

Relies on other processes.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions

from harvest.machine.packages import required
from harvest.paths import PACKAGE
from tests.helpers.places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
BROUGHT_BY = ("evaluate", "bulk", "mcp", "s3")
FOUND_BY_NAME = {"s3fs"}  # by fsspec, for addresses that begin with s3://


def names(requirements: list[str]) -> set[str]:
    """The packages that requirements are for, spelt as an index spells them."""
    return {_spelt(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in requirements}


def _spelt(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the program, by its dotted name."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


@cache
def imports(tree: ast.Module) -> frozenset[str]:
    """What a module imports, wherever in it, as dotted names."""
    return frozenset(_imports(tree))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=aliases):
                yield from (alias.name for alias in aliases)
            case ast.ImportFrom(module=str(module), names=aliases):
                yield module
                yield from (f"{module}.{alias.name}" for alias in aliases)


distributions = cache(packages_distributions)  # reads the metadata of all that is installed


def packages(tree: ast.Module) -> set[str]:
    """The packages of others that a module imports."""
    homes = distributions()
    tops = {name.partition(".")[0] for name in imports(tree)}
    others = tops - sys.stdlib_module_names - {"harvest"}
    return {_spelt(homes[top][0]) for top in others}


def test_the_program_declares_just_the_packages_that_it_imports():
    imported = set().union(*map(packages, modules().values()))
    declared = names(PROJECT["project"]["dependencies"])
    extras = set().union(*(names(EXTRAS[each]) for each in BROUGHT_BY))

    assert imported - declared - extras == set()
    assert declared - imported == set()
    assert extras - imported == FOUND_BY_NAME
    assert extras & declared == set()


def test_only_the_evaluation_reaches_what_its_extra_brings():
    trees = modules()
    extra = names(EXTRAS["evaluate"])
    reaching = {name for name, tree in trees.items() if packages(tree) & extra}
    while more := {name for name, tree in trees.items() if reaching & imports(tree)} - reaching:
        reaching |= more
    imported = set().union(*map(imports, trees.values()))
    assert reaching - imported == {"harvest.commands.evaluate"}  # where one may come in


def test_only_the_room_of_lakes_needs_what_its_extra_brings_to_be_imported():
    extra = names([*EXTRAS["bulk"], *EXTRAS["s3"]])
    at_once = {name: without_functions(tree) for name, tree in modules().items()}
    reaching = {name for name, tree in at_once.items() if packages(tree) & extra}
    while more := {n for n, tree in at_once.items() if reaching & imports(tree)} - reaching:
        reaching |= more
    assert reaching
    assert {name for name in reaching if not name.startswith("harvest.bulk.")} == set()


def without_functions(tree: ast.Module) -> ast.Module:
    """What is done when a module is imported, as far as it imports others."""
    later = (ast.FunctionDef, ast.If)  # of the latter each is for types alone
    return ast.Module([node for node in tree.body if not isinstance(node, later)], [])


def test_the_lock_holds_what_is_declared_and_what_builds_the_program_without_an_address():
    held = {}
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"^--|://|file:/|@ ", text, re.MULTILINE)
        held[name] = {_spelt(match) for match in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    declared = names(PROJECT["project"]["dependencies"])
    brought = set().union(*(names(EXTRAS[each]) for each in BROUGHT_BY))
    assert held["requirements.lock"] >= declared | names(PROJECT["build-system"]["requires"])
    assert held["requirements-dev.lock"] >= declared | brought | names(EXTRAS["dev"])
    assert not held["requirements.lock"] & brought


def without(package: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program where a package is not installed."""
    code = (
        "import sys; from importlib.abc import MetaPathFinder\n"
        "class Gone(MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name.partition('.')[0] == {package!r}:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Gone())\n"
        "from harvest.cli import run\n"
        f"sys.exit(run({list(arguments)!r}))"
    )
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_evaluation_says_in_one_line_what_it_lacks(tmp_path):
    told = without("sklearn", "evaluate", "--gold", str(tmp_path))
    assert told.returncode == 78
    (line,) = told.stderr.splitlines()
    assert line.startswith("harvest: sklearn is not installed")


def test_bulk_says_in_one_line_what_it_lacks(tmp_path):
    told = without("pyarrow", "bulk", "parse", str(tmp_path / "lake"), "--pubmed", str(tmp_path))
    assert told.returncode == 78
    (line,) = told.stderr.splitlines()
    assert line.startswith("harvest: pyarrow is not installed")
    assert "'duckdb" in line


def test_every_other_command_starts_without_what_the_extra_brings(tmp_path):
    assert without("sklearn", "query", "list").returncode == 0
    assert without("pyarrow", "bulk", "--help").returncode == 0
    assert without("bm25s", "strategy", "--config", str(ROOT / "config.toml")).returncode == 0


def test_a_package_that_got_lost_is_named_in_one_line(tmp_path):
    told = without("lxml", "demo", "--config", str(tmp_path / "none.toml"))
    assert told.returncode == 78
    assert told.stderr == (
        "harvest: lxml is not installed; install harvest again (make run does)\n"
    )


def test_what_an_extra_needs_is_read_from_the_programs_own_metadata():
    program, extra = required(), required("evaluate")
    assert "datasette" in program
    assert not set(program) & set(extra)
