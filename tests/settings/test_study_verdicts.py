"""What persons say of two registrations: read, checked, moved, applied and taken back.

Relies on nothing beside the program.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.config import Config, load
from harvest.errors import ConfigError
from harvest.facets import names
from harvest.judgements import STUDIES, StudyVerdict, read
from harvest.judgements.move import move
from harvest.store import Store
from tests.helpers.bases.work_base import config_text
from tests.helpers.clock import FakeClock
from tests.helpers.registries.registrations import registered

NCT, ISRCTN = "NCT90000001", "ISRCTN90000017"


def write(folder: Path, *rows: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / STUDIES.name).write_text("\n".join([STUDIES.head, *rows]), "utf-8")


@pytest.fixture
def base(tmp_path: Path) -> Config:
    """A base of two registrations that nothing joins."""
    (tmp_path / "config.toml").write_text(config_text("work.db", "public.db"), "utf-8")
    config = load(tmp_path / "config.toml", env={})
    with Store.open(config.store.path, clock=FakeClock()) as store:
        store.end_run(store.begin_run(False), "complete")
        registered(store, NCT)
        registered(store, ISRCTN)
    return config


def published(config: Config) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    assert run(["publish", "--quiet", "--config", str(config.path)]) == 0
    with closing(sqlite3.connect(config.publish.path)) as public:
        return (
            public.execute("SELECT trial_id, study_id FROM trials ORDER BY 1 DESC").fetchall(),
            public.execute(
                "SELECT relation, verdict, evidence FROM same_study "
                "WHERE trial_id = ? AND rule <> 'candidate'",
                (NCT,),
            ).fetchall(),
        )


def test_a_verdict_is_applied_by_publish_and_taken_back_with_its_line(base: Config) -> None:
    alone = [(NCT, NCT), (ISRCTN, ISRCTN)]
    assert published(base) == (alone, [])
    write(base.judgements.folder, f"{ISRCTN},{NCT},same,AB,2026-11-24,one protocol")
    together = [(NCT, NCT), (ISRCTN, NCT)]
    why = "same AB 2026-11-24 one protocol"
    assert published(base) == (together, [("same", "same", why)])
    write(base.judgements.folder)
    assert published(base) == (alone, [])


def test_a_row_and_its_mirror_image_answer_one_question(tmp_path: Path) -> None:
    write(tmp_path, f"{NCT},{ISRCTN},extension,,,", f"{ISRCTN},{NCT},parent,AB,,")
    assert read(tmp_path, names()).studies == {
        (ISRCTN, NCT): StudyVerdict("parent", "AB", "", ""),
    }


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f"{NCT},{ISRCTN},yes,,,", "'yes' is not known; write same, extension, parent"),
        (f"{NCT},{NCT},same,,,", f"{NCT} is given on both sides"),
        (f"{NCT},12,same,,,", "'12' is not a trial number"),
    ],
)
def test_a_wrong_row_is_named_with_its_line_and_column(row: str, told: str, tmp_path: Path) -> None:
    write(tmp_path, row)
    with pytest.raises(ConfigError, match=told) as error:
        read(tmp_path, names())
    assert f"{STUDIES.name}: line 2" in str(error.value)


def test_the_check_counts_them_and_names_what_is_not_held(
    base: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    write(base.judgements.folder, f"{NCT},{ISRCTN},same,,,", f"{NCT},DRKS00000001,different,,,")
    assert run(["judgements", "check", "--config", str(base.path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith(": 0 verdicts, 0 corrections, 2 verdicts on studies")
    assert said[-1] == f"verdict on DRKS00000001 and {NCT}: DRKS00000001 not found"


def test_they_are_moved_as_the_other_judgements_are(tmp_path: Path) -> None:
    write(tmp_path / "old", f"{NCT},{ISRCTN},same,AB,,", f"{NCT},DRKS00000001,parent,,,")
    write(tmp_path / "new", f"DRKS00000001,{NCT},extension,,,")
    (moved,) = move(tmp_path / "old", tmp_path / "new", names())
    assert (moved.brought, moved.held, moved.conflicts) == (1, 1, ())
    assert len(read(tmp_path / "new", names()).studies) == 2
