"""Which steps run again when a file of the program has changed, and whether any is overlooked.

Relies on stand-ins and other processes.
"""

import importlib
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from os import environ
from pathlib import Path
from typing import Any

import pytest

from harvest import staleness
from harvest.cli import run
from harvest.config import Config, load
from harvest.evidence import extract
from harvest.evidence.links import link
from harvest.evidence.related import relate
from harvest.evidence.studies import step
from harvest.paths import DB, PACKAGE
from harvest.publish import build, publish
from harvest.references.model import Reference
from harvest.run.progress import Bars
from harvest.run.upgrade import bring_up_to_date
from harvest.sources import all_sources
from harvest.sources.ictrp.delivery import prepare
from harvest.sources.references import reading as references
from harvest.sources.searches import rendered_by
from tests.helpers.bases.old_bases import TODAY, Registries
from tests.helpers.clock import FakeClock
from tests.helpers.places import HELPERS
from tests.helpers.registries import articles, crossref, ctis, euctr, isrctn
from tests.helpers.sources import ictrp

OBSERVER = HELPERS / "step_observer.py"


def copied(folder: Path) -> Path:
    """A copy of the program as it stands in a checkout."""
    ignored = shutil.ignore_patterns("__pycache__", "_shared")
    shutil.copytree(PACKAGE, folder / "harvest", ignore=ignored)
    shutil.copytree(DB, folder / "db", ignore=shutil.ignore_patterns("build"))
    return folder


def forget() -> None:
    """Look at the files anew, as a process does that is started."""
    for kept in (staleness._digest, staleness._in, staleness._imported, staleness.code):
        kept.cache_clear()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the program, from which it is worked out what is stale."""
    folder = copied(tmp_path / "program")
    digest = partial(staleness.digest, package=folder / "harvest", db=folder / "db")
    monkeypatch.setattr(staleness, "digest", digest)
    yield folder
    forget()


@pytest.fixture
def base(registries: Registries, tmp_path: Path) -> Config:
    """A base that is up to date, in a folder of its own, with no registry to ask."""
    there = registries.config.store.path.parent
    for name in ("harvest.db", "evidence.db", "config.toml"):
        shutil.copyfile(there / name, tmp_path / name)
    return load(tmp_path / "config.toml", env={})


@pytest.fixture
def bodies(base: Config, tmp_path: Path) -> None:
    """A record of each source that the base has nothing of, for the observer to read."""
    (tmp_path / "export.xml").write_bytes(ictrp.portal(ictrp.trial()))
    with closing(prepare(tmp_path / "export.xml", base, "ictrp")) as delivery:
        ((key, _, exported),) = delivery.trials()
    for name, body in {
        "isrctn-ISRCTN10000004": isrctn.body(isrctn.study(10000004)),
        "ctis-2023-500004-13": ctis.body(ctis.trial(4)),
        f"ictrp-{key}": exported,
        f"euctr-{euctr.key_of(4)}": euctr.body(euctr.protocol(4)),
        "crossref-doi": crossref.work(
            "10.1/x", crossref.notice("retraction", "2026-01-01", "10.1/n")
        ),
        "europepmc-MED:1": b'{"result": {"source": "MED", "id": "1"}, "names": ["NCT00000001"]}',
        "europepmc-PMC1": articles.article(),
        "references-import:4": references.dumps(Reference("A reply", year=2026), "TI  - A reply"),
        "retractionwatch-RW:4": b'{"Record ID": "4", "RetractionNature": "Retraction"}',
    }.items():
        (tmp_path / f"{name}.body").write_bytes(body)


@pytest.fixture
def ran(base: Config, monkeypatch: pytest.MonkeyPatch) -> Callable[[], set[str]]:
    """Publishes as `harvest publish` does; which steps ran."""
    seen: set[str] = set()

    def noting(module: Any, name: str, step: str) -> None:
        real = getattr(module, name)

        def noted(*arguments: Any) -> Any:
            seen.add(step)
            return real(*arguments)

        monkeypatch.setattr(module, name, noted)

    noting(extract, "read_record", "extract")
    noting(step, "find_studies", "studies")
    noting(link, "link", "link")
    noting(relate, "relate", "relate")
    noting(build, "build", "publish")
    noting(importlib.import_module("harvest.run.upgrade"), "record_standing", "changes")

    def once() -> set[str]:
        seen.clear()
        forget()
        done = bring_up_to_date(base, FakeClock(TODAY), Bars(quiet=True))
        publish(base, clock=FakeClock(TODAY))
        return seen | {f"read {name}" for name in done}

    return once


FROM_READING = {"extract", "studies", "link", "relate", "changes", "publish"}
FROM_PAPERS = FROM_READING - {"studies"}
ALL_READ = {"read clinicaltrials", "read mesh", "read pubmed"}
TOUCHED: dict[str, set[str]] = {
    # What a registry's reader imports itself, and what that imports.
    "harvest/sources/clinicaltrials/reading/trial.py": {"read clinicaltrials", *FROM_READING},
    "harvest/sources/clinicaltrials/reading/terms.py": {"read clinicaltrials", *FROM_READING},
    "harvest/sources/pubmed/reading/parts.py": {"read pubmed", *FROM_PAPERS},
    "harvest/sources/pubmed/reading/when.py": {"read pubmed", *FROM_PAPERS},
    "harvest/text.py": {*ALL_READ, *FROM_READING},
    # Evidence: of one step, and of several.
    "harvest/evidence/facets/dose.py": FROM_READING,
    "harvest/evidence/reading/tiers.py": FROM_READING,
    "db/packs/cells/pack.toml": FROM_READING,
    "db/packs/cells/vocabularies/routes.csv": FROM_READING,
    "harvest/evidence/studies/extensions.py": {"studies", "changes", "publish"},
    "db/studies/name_the_same.sql": {"studies", "changes", "publish"},
    "harvest/evidence/links/candidate_store.py": {"link", "changes", "publish"},
    "harvest/evidence/links/weights.json": {"link", "changes", "publish"},
    "db/links/see_also.sql": {"link", "changes", "publish"},
    "harvest/evidence/related/explain.py": {"relate", "changes", "publish"},
    "harvest/evidence/changes/events.py": {"changes", "publish"},
    "harvest/evidence/reporting/sql/clock_facts.sql": {"changes", "publish"},
    "harvest/publish/functions.py": {"publish"},
    "harvest/dates.py": {"read clinicaltrials", "read pubmed", *FROM_READING},
    # Changes tell codes by the labels with which the columns are published.
    "db/public/trials.sql": {"changes", "publish"},
    # What no step of these reaches.
    "harvest/site/page.py": set(),
    "harvest/export/ris.py": set(),
    "harvest/version.py": set(),
    "harvest/sources/pubmed/walk.py": set(),
    "db/queries/by-year.sql": set(),
}


def test_a_changed_file_makes_the_steps_run_again_that_reach_it_and_no_others(
    program: Path, ran: Callable[[], set[str]]
) -> None:
    assert ran() == set()
    found = {}
    for name in TOUCHED:  # one upon the other: a step that did not run in its turn would run later
        mark = {".py": "CHANGED = 1\n", ".sql": "-- changed\n"}.get(Path(name).suffix, "\n")
        with (program / name).open("a", encoding="utf-8") as file:
            file.write(mark)
        found[name] = ran()
    assert found == TOUCHED
    assert ran() == set()


def test_the_mesh_reader_is_one_of_its_own(program: Path, ran: Callable[[], set[str]]) -> None:
    (source,) = (each for each in all_sources() if each.name == "mesh")
    path = program.joinpath(*source.normalise.__module__.split(".")).with_suffix(".py")
    path.write_text(f"{path.read_text('utf-8')}\nCHANGED = 1\n", "utf-8")
    assert ran() & ALL_READ == {"read mesh"}


def test_a_comment_makes_nothing_run_again(program: Path, ran: Callable[[], set[str]]) -> None:
    assert ran() == set()
    for path in program.glob("harvest/**/*.py"):
        path.write_text(f"# A word more.\n\n{path.read_text('utf-8')}# And one.\n", "utf-8")
    assert ran() == set()


def test_a_publication_by_other_code_says_what_that_code_says(
    program: Path, base: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = "SELECT DISTINCT status_label FROM trials"
    path = program / "harvest" / "publish" / "functions.py"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("    def __call__(self, name", "    def real(self, name").replace(
            "    def real(self, name",
            "    def __call__(self, name: str, codes: str | None) -> str | None:\n"
            '        return codes and f"mended {self.real(name, codes)}"\n\n'
            "    def real(self, name",
            1,
        ),
        "utf-8",
    )
    published = base.publish.path
    with closing(sqlite3.connect(published)) as db:
        old = {row[0] for row in db.execute(label)}
    answer = subprocess.run(
        [sys.executable, "-m", "harvest", "publish"],
        cwd=base.store.path.parent,
        env=environ | {"PYTHONPATH": str(program)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    with closing(sqlite3.connect(published)) as db:
        assert {row[0] for row in db.execute(label)} == {f"mended {each}" for each in old}
    monkeypatch.undo()
    monkeypatch.chdir(base.store.path.parent)
    assert run(["publish", "--quiet"]) == 0
    with closing(sqlite3.connect(published)) as db:
        assert {row[0] for row in db.execute(label)} == old


# --- what a step really runs and opens ---

READING = {
    f"read {source.name}": (source.digest.__module__, source.normalise.__module__)
    for source in all_sources()
}
STEPS: dict[str, tuple[str, ...]] = {
    "extract": ("harvest.evidence.extract",),
    "full texts": ("harvest.evidence.full_texts.facts",),
    "studies": ("harvest.evidence.studies.step",),
    "links": ("harvest.evidence.links.link",),
    "relations": ("harvest.evidence.related.relate",),
    "standing": ("harvest.evidence.reporting.record", "harvest.evidence.reporting.discrepancies"),
    "publish": ("harvest.publish", *rendered_by()),
    "past day": (
        "harvest.history.rebuild",
        *rendered_by(),
        *(name for names in READING.values() for name in names),
    ),
    **READING,
}
HANDED_IN = ("harvest.store", "harvest.machine.crash_points", "harvest.clock")
"""What a step of the evidence is given to write with."""


def observed(program: Path, base: Config, step: str) -> tuple[set[str], set[str]]:
    """The modules whose functions a step calls, and the data files that it opens."""
    answer = subprocess.run(
        [sys.executable, str(OBSERVER), step, str(base.store.path.parent)],
        env=environ | {"PYTHONPATH": str(program)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert Path(found["package"]) == program / "harvest"
    return set(found["modules"]), set(found["data"])


def overlooked(program: Path, base: Config, step: str) -> set[str]:
    """What a step runs or opens that does not count as what it is made from."""
    modules, data = observed(program, base, step)
    assert len(modules) > 1
    found = staleness.closure(
        *STEPS[step], "harvest.store.tables", package=program / "harvest", db=program / "db"
    )
    handed = HANDED_IN if STEPS[step][0].startswith("harvest.evidence") else ()
    return {
        *(name for name in modules - found.modules.keys() if not name.startswith(handed)),
        *(data - found.data.keys()),
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("program"))


@pytest.mark.usefixtures("bodies")
@pytest.mark.parametrize("step", STEPS)
def test_nothing_that_a_step_runs_or_opens_is_overlooked(
    whole: Path, base: Config, step: str
) -> None:
    assert overlooked(whole, base, step) == set()


HIDDEN = {
    "an import that only running finds": (
        "harvest/evidence/facets/all.py",
        r"^from harvest\.evidence\.facets\.route import .*$",
        "import importlib\n"
        "globals().update(vars(importlib.import_module('harvest.evidence.facets.route')))",
        "harvest.evidence.facets.route",
    ),
    "a path that only running spells out": (
        "harvest/packs/reading.py",
        r'^SHIPPED = DB / "packs"$',
        'SHIPPED = DB.joinpath("packs")',
        "db/packs/cells/vocabularies/routes.csv",
    ),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_hides_from_the_source_is_caught_by_the_test_above(
    tmp_path: Path, base: Config, name: str
) -> None:
    path, old, new, hidden = HIDDEN[name]
    program = copied(tmp_path / "program")
    text, times = re.subn(old, new, (program / path).read_text("utf-8"), flags=re.MULTILINE)
    assert times == 1
    (program / path).write_text(text, "utf-8")
    forget()
    assert hidden in overlooked(program, base, "extract")


@pytest.mark.parametrize("step", READING)
def test_how_a_registry_is_asked_has_no_part_in_how_its_records_are_read(step: str) -> None:
    found = staleness.closure(*READING[step]).modules
    assert [name for name in found if name.startswith(("harvest.web", "harvest.config"))] == []
