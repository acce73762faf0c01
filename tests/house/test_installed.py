"""The built wheel, installed in an environment of its own and used in an empty folder.

Relies on other processes and git.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from harvest.packs.folders import DEFAULT
from tests.helpers.places import ROOT
from tests.helpers.site.site_server import Running

BUILD = (
    "import sys; from setuptools import build_meta; getattr(build_meta, sys.argv[1])(sys.argv[2])"
)
NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing listens there


def build(source: Path, what: str, to: Path) -> Path:
    """An sdist or a wheel of the tree ``source``, made as pip has it made."""
    to.mkdir()
    command = [sys.executable, "-c", BUILD, f"build_{what}", str(to)]
    made = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    (found,) = to.iterdir()
    return found


def tracked(*folders: str) -> list[str]:
    """What git keeps of the checkout, or would keep once it is added."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing says which files belong to the program")
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders]
    found = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted({name for name in found.stdout.splitlines() if (ROOT / name).exists()})


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in use: a base in db/, another in a folder beside it, an old build."""
    folder = tmp_path_factory.mktemp("build") / "checkout"
    for name in tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    for left in ("db/build/harvest.db", "db/gout/harvest.db", "build/lib/harvest/moved.py"):
        (folder / left).parent.mkdir(parents=True, exist_ok=True)
        (folder / left).write_text("private, or of yesterday")
    (folder / "db" / "build" / "notes.txt").write_text("private")
    (folder / "db" / "verdicts.csv").write_text("judgements of an earlier version")
    return folder


@pytest.fixture(scope="module")
def wheel(tree: Path) -> Path:
    return build(tree, "wheel", tree.parent / "wheel")


@pytest.fixture(scope="module")
def program(wheel: Path) -> Path:
    """``harvest``, installed from the wheel; the packages that it needs are this environment's."""
    folder = wheel.parents[1] / "environment"
    venv.create(folder)
    python = folder / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    install += ["--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    subprocess.run(install, check=True)
    (packages,) = (folder / "lib").glob("python*/site-packages")
    others = [path for path in sys.path if "site-packages" in path or "dist-packages" in path]
    (packages / "of_the_tests.pth").write_text("\n".join(others))
    return folder / "bin" / "harvest"


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, on a machine without a network."""
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, NOWHERE)
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def run(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


@contextmanager
def started(program: Path, folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [program, *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=60)


def inside(wheel: Path) -> dict[str, bytes]:
    """The files that a wheel puts into the package, with what they hold."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        return {name: archive.read(name) for name in names}


def test_the_wheel_holds_each_file_of_the_program_and_nothing_else(wheel):
    as_in_a_checkout = sorted(name.removeprefix("harvest/_shared/") for name in inside(wheel))
    assert as_in_a_checkout == tracked("harvest", "db", "config.toml")


def test_a_wheel_built_from_the_source_archive_is_the_same(tree, wheel, tmp_path):
    archive = build(tree, "sdist", tmp_path / "sdist")
    with tarfile.open(archive) as held:
        held.extractall(tmp_path, filter="data")
    again = build(tmp_path / archive.name.removesuffix(".tar.gz"), "wheel", tmp_path / "wheel")
    assert inside(again) == inside(wheel)


def test_an_installed_program_lists_every_saved_query_and_writes_nothing(program, empty):
    listed = run(program, empty, "query", "list")
    assert (listed.returncode, listed.stderr) == (0, "")
    slugs = sorted(line.split()[0] for line in listed.stdout.splitlines())
    everywhere = [*(ROOT / "db" / "queries").glob("*.sql")]
    of_packs = [path for name in DEFAULT for path in (ROOT / "db/packs" / name).glob("*/*.sql")]
    assert slugs == sorted(path.stem for path in (*everywhere, *of_packs))
    assert list(empty.iterdir()) == []


def test_the_doctor_of_an_installed_program_finds_it_whole(program, empty):
    found = run(program, empty, "doctor", "--offline")
    assert found.returncode == 0, found.stdout
    assert "no config.toml here, so the program's own: searches" in found.stdout
    assert list(empty.iterdir()) == []


def test_an_installed_program_shows_its_help_and_its_searches(program, empty):
    assert "demo" in run(program, empty, "--help").stdout
    searches = run(program, empty, "strategy")
    assert searches.returncode == 0, searches.stderr
    assert "liver cirrhosis" in searches.stdout


def test_run_in_an_empty_folder_without_a_network_keeps_the_configuration_and_takes_the_sample(
    program, empty
):
    with started(program, empty, "run") as process:
        assert process.stdout is not None
        assert process.stdout.readline().endswith("serving the bundled sample.\n")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert f"wrote the default one, {empty / 'config.toml'}" in said
    assert (empty / "config.toml").read_bytes() == (ROOT / "config.toml").read_bytes()


def test_the_demo_of_an_installed_program_serves_the_sample_and_exports_from_it(program, empty):
    with started(program, empty, "demo", "--port", "0") as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        serving = next(line for line in lines if line.startswith("Serving"))
        site = Running(int(serving.rstrip("/\n").rpartition(":")[2]))
        for page in ("/", "/trials", "/trials/NCT90000001", "/queries", "/landscape", "/status"):
            assert site.get(page).status == 200, page
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert sorted(path.name for path in empty.iterdir()) == ["db"]
    config = (ROOT / "config.toml").read_text(encoding="utf-8")
    (empty / "config.toml").write_text(config.replace("db/build/", "db/build/sample/"))
    exported = run(program, empty, "export", "recruiting-trials", "--format", "json")
    assert exported.returncode == 0, exported.stderr
    assert len(json.loads(exported.stdout)) > 0
