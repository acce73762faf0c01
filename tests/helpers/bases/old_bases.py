"""Work databases that the program left at old commits, and the registries that they are of.

``tests/data/old/*.sql`` are dumps of what each of those programs harvested, whole, in one run, from
the stand-ins of its own commit. The records are made up: some of the sample's, and a paper whose
doses are written in MathML. ``python -m tests.helpers.bases.old_bases COMMIT…`` makes them anew
from git history; the tests need only the dumps. From a change of the schema on, a dump of the
commit before belongs here as well.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from harvest.config import Config
from harvest.config import load as load_config
from harvest.run.refresh import Outcome, refresh
from harvest.standin import Corpus, Descriptor, Fixed, StandIn, State, sample
from harvest.standin.corpora.corpus import aliases_of
from harvest.store import raw
from tests.helpers.clock import FakeClock
from tests.helpers.places import DATA
from tests.helpers.sources.addresses import at_any_pace

FOLDER = DATA / "old"
STUDIES = (1, 6, 7, 47)
PAPERS = (1, 6, 7, 14, 15, 32)
TIMESTAMP = "2026-11-24T09:00:05"
CONFIG = """
[topic]
title = "Cells for the liver"
[topic.concepts.condition]
terms = ["liver cirrhosis"]
[topic.concepts.therapy]
terms = ["stem cell", "stem cells", "mesenchymal stem cells"]
[[search]]
name = "core"
clinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"
pubmed = "1800:3000[dp]"
[store]
path = "harvest.db"
[publish]
path = "evidence.db"
"""
_DESCRIPTORS = "SELECT ui, name, scope_note FROM mesh_terms"
_TREES = "SELECT tree_number FROM mesh_trees WHERE ui = ?"
_TERMS = "SELECT term FROM mesh_entry_terms WHERE ui = ?"
_WORKER = """
import json, sys
from datetime import datetime, UTC
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from harvest.config import load
from harvest.standin import Descriptor, Fixed, State, serve

def module(*names):
    # The one of these that there is: modules have moved since.
    for name in names:
        package = name.rpartition(".")[0]
        if find_spec(package) and find_spec(name):
            return import_module(name)
    raise SystemExit("none of " + ", ".join(names))

refresh = module("harvest.run.refresh", "harvest.refresh").refresh
aliases_of = module("harvest.standin.corpora.corpus", "harvest.standin.corpus").aliases_of

class Clock:
    elapsed = 0.0
    def monotonic(self): return self.elapsed
    def sleep(self, seconds): self.elapsed += seconds
    def now(self): return datetime(2026, 11, 24, 12, tzinfo=UTC)

told = json.load(sys.stdin)
studies = {key: body.encode() for key, body in told["studies"].items()}
citations = {key: body.encode() for key, body in told["citations"].items()}
descriptors = {ui: Descriptor(*map(lambda v: tuple(v) if isinstance(v, list) else v, row))
               for ui, row in told["descriptors"].items()}
state = State(studies, citations, descriptors, told["timestamp"], aliases=aliases_of(studies))
with serve(Fixed((state,))) as standin:
    sections = standin.config_lines().split("[sources.")[1:]
    known = [s for s in sections if find_spec("harvest.sources." + s.split("]")[0])]
    text = told["config"] + "".join(
        "[sources." + s.replace("]\\n", "]\\nrequests_per_second = 1000.0\\n") for s in known)
    Path("config.toml").write_text(text)
    outcome = refresh(load(Path("config.toml")), quiet=True, clock=Clock())
    print(outcome.state, outcome.problems, outcome.tally)
    sys.exit(outcome.exit_code)
"""


def upstream(path: Path) -> Corpus:
    """The registries as the base at ``path`` was harvested from them."""
    with closing(sqlite3.connect(path)) as base:
        bodies = {
            (kind, key): raw.body(base, name)
            for kind, key, name in base.execute("SELECT kind, id, sha256 FROM records")
        }

        def values(sql: str, ui: str) -> tuple[str, ...]:
            return tuple(row[0] for row in base.execute(sql, (ui,)))

        descriptors = {
            ui: Descriptor(ui, name, values(_TREES, ui), values(_TERMS, ui), note)
            for ui, name, note in base.execute(_DESCRIPTORS).fetchall()
        }
    studies = {key: body for (kind, key), body in bodies.items() if kind == "trial"}
    papers = {key: body for (kind, key), body in bodies.items() if kind == "article"}
    return Fixed((State(studies, papers, descriptors, TIMESTAMP, aliases=aliases_of(studies)),))


def names() -> list[str]:
    """The dumps, oldest first."""
    return sorted(path.stem for path in FOLDER.glob("*.sql"))


def load(name: str, path: Path) -> None:
    """Make the database that the dump is of."""
    with closing(sqlite3.connect(path)) as base:
        base.executescript((FOLDER / f"{name}.sql").read_text("utf-8"))


def dump(path: Path) -> str:
    """The database as statements, with the marks of its file."""
    with closing(sqlite3.connect(path)) as base:
        marks = [
            f"PRAGMA {name} = {base.execute(f'PRAGMA {name}').fetchone()[0]};"
            for name in ("application_id", "user_version")
        ]
        return "\n".join([*base.iterdump(), *marks]) + "\n"


def _records() -> dict[str, object]:
    """What the stand-ins of an old commit are to serve, as JSON takes it."""
    state = sample().state(0)
    studies = {f"NCT{90000000 + number}" for number in STUDIES}
    papers = {f"{99000000 + number}" for number in PAPERS}
    bodies = {key: body.decode() for key, body in state.citations.items() if key in papers}
    power = (
        '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup>'
        "<mml:mn>10</mml:mn><mml:mn>6</mml:mn></mml:msup></mml:math>"
    )
    doses = bodies["99000006"].replace("99000006", "99000900")
    place = doses.index("</AbstractText>")
    bodies["99000900"] = f"{doses[:place]} Patients received 2 × {power} cells/kg.{doses[place:]}"
    return {
        "studies": {k: body.decode() for k, body in state.studies.items() if k in studies},
        "citations": bodies,
        "descriptors": {
            ui: [each.ui, each.name, each.tree_numbers, each.entry_terms, each.scope_note]
            for ui, each in state.descriptors.items()
        },
        "timestamp": TIMESTAMP,
        "config": CONFIG,
    }


def make(commit: str) -> None:
    """Harvest with the program of a commit, and dump what it left."""
    day = subprocess.run(
        ["git", "log", "-1", "--format=%cd-%h", "--date=format:%Y%m%d%H%M", commit],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        program, base = Path(folder, "program"), Path(folder, "base")
        program.mkdir()
        base.mkdir()
        archive = subprocess.run(["git", "archive", commit], check=True, capture_output=True)
        subprocess.run(["tar", "-x", "-C", str(program)], check=True, input=archive.stdout)
        subprocess.run(
            [sys.executable, "-c", _WORKER],
            check=True, cwd=base, text=True, input=json.dumps(_records()),
            env=os.environ | {"PYTHONPATH": str(program), "PYTHONSAFEPATH": "1"},
        )  # fmt: skip
        FOLDER.mkdir(exist_ok=True, parents=True)
        (FOLDER / f"{day}.sql").write_text(dump(base / "harvest.db"), "utf-8")


TODAY = datetime(2026, 11, 29, 12, tzinfo=UTC)


def beside(standin: StandIn, folder: Path) -> Config:
    """A configuration in a folder of its own, which asks that stand-in."""
    lines = at_any_pace(standin)
    (folder / "config.toml").write_text(CONFIG + lines)
    return load_config(folder / "config.toml", env={})


@dataclass(frozen=True)
class Registries:
    """The stand-ins of what every old base was harvested from, and a first harvest of them."""

    standin: StandIn
    config: Config


def harvested(config: Config) -> Outcome:
    outcome = refresh(config, quiet=True, clock=FakeClock(TODAY))
    assert outcome.exit_code == 0, outcome.problems
    return outcome


if __name__ == "__main__":
    for each in sys.argv[1:]:
        make(each)
