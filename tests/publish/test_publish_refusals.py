"""What a publication refuses, with the figures and the cure, before it changes anything.

Relies on nothing beside the program.
"""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from harvest.config import Config
from harvest.errors import CannotCreate, StorageError, UpstreamDataError
from harvest.publish import publish
from tests.helpers.bases.publications import leftovers, rows
from tests.helpers.bases.work_base import (
    NOW,
    execute,
    filled,
    insert,
    make_config,
    row,
    trial,
)


def shrink(config: Config, by: int) -> None:
    execute(
        config.store.path,
        "UPDATE records SET removed_on = '2026-11-24' WHERE kind = 'trial' AND id IN "
        "(SELECT id FROM records WHERE kind = 'trial' ORDER BY id LIMIT ?)",
        (by,),
    )


def test_a_file_that_shrank_is_refused_with_both_figures_and_the_one_before_stays(
    tmp_path: Path,
) -> None:
    config = filled(tmp_path, 30, 30)
    publish(config)
    before = config.publish.path.read_bytes()
    shrink(config, 9)
    with pytest.raises(UpstreamDataError, match=r"trials 30 → 21 .*--accept-shrink") as refused:
        publish(config)
    assert refused.value.exit_code == 65
    assert config.publish.path.read_bytes() == before
    assert leftovers(config) == []
    assert publish(config, accept_shrink=True).generation == 2


def test_a_small_loss_is_published(tmp_path: Path) -> None:
    config = filled(tmp_path, 30, 30)
    publish(config)
    shrink(config, 3)
    assert publish(config).generation == 2


def test_a_search_that_lost_its_members_is_refused(tmp_path: Path) -> None:
    config = filled(tmp_path, 30, 30)
    publish(config)
    execute(
        config.store.path,
        "UPDATE memberships SET left_on = ? WHERE record_id < 'NCT90000010'",
        (NOW,),
    )
    with pytest.raises(UpstreamDataError, match="members of search core in clinicaltrials 30 → 21"):
        publish(config)


def test_a_child_table_that_emptied_is_refused(tmp_path: Path) -> None:
    config = filled(tmp_path, 30, 30)
    publish(config)
    execute(config.store.path, "DELETE FROM locations")
    with pytest.raises(UpstreamDataError, match="locations 60 → 0"):
        publish(config)


def test_a_column_that_emptied_is_refused(tmp_path: Path) -> None:
    config = filled(tmp_path, 30, 30)
    publish(config)
    execute(config.store.path, "UPDATE trials SET enrollment = NULL")
    with pytest.raises(UpstreamDataError, match=r"trials.enrollment empty in 0.0 % → 100.0 %"):
        publish(config)
    assert publish(config, accept_shrink=True)


def test_more_records_that_say_less_are_no_loss_until_a_value_is_gone(tmp_path: Path) -> None:
    config = filled(tmp_path, 30, 30)
    publish(config)
    for number in range(101, 191):
        insert(config.store.path, trial(number, enrollment=None, phase=None))
    assert publish(config).generation == 2
    execute(config.store.path, "UPDATE trials SET phase = NULL")
    with pytest.raises(UpstreamDataError, match=r"trials.phase empty in 75.0 % → 100.0 %"):
        publish(config)


def test_a_smaller_share_of_abstracts_by_configuration_is_no_loss(tmp_path: Path) -> None:
    config = filled(tmp_path, 30, 30)
    publish(config)
    quiet = make_config(tmp_path, abstracts="none")
    assert publish(quiet).generation == 2


def test_a_row_that_points_to_nothing_is_refused(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    insert(config.store.path, [row("conditions", "NCT99999999", 0, "Orphan")])
    with pytest.raises(UpstreamDataError, match=r"foreign keys.*conditions to trials"):
        publish(config)
    assert not config.publish.path.exists()


def test_a_value_that_is_no_json_is_refused(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    insert(config.store.path, [row("result_sections", "NCT90000001", "participantFlow", "{oops")])
    with pytest.raises(UpstreamDataError, match="result_sections"):
        publish(config)


def test_a_record_that_the_ledger_lacks_is_refused(tmp_path: Path) -> None:
    config = filled(tmp_path, 3, 1)
    execute(config.store.path, "DELETE FROM records WHERE id = 'NCT90000002'")
    with pytest.raises(UpstreamDataError, match=r"check '(foreign keys|counts)' failed"):
        publish(config)


@pytest.mark.parametrize("secret", ["contact", "api_key", "path"])
def test_a_file_with_a_secret_is_refused_and_the_message_does_not_tell_it(
    tmp_path: Path, secret: str
) -> None:
    config = filled(tmp_path, 1, 1)
    values = {
        "contact": config.contact,
        "api_key": config.api_key,
        "path": str(config.store.path),
    }
    text = "x" * 9000 + str(values[secret])
    execute(config.store.path, "UPDATE trials SET why_stopped = ?", (text,))
    with pytest.raises(UpstreamDataError, match=r"secrets.*trials.why_stopped") as refused:
        publish(config)
    assert str(values[secret]) not in str(refused.value)


def test_a_foreign_file_at_the_published_path_is_not_replaced(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    config.publish.path.write_text("my notes")
    with pytest.raises(CannotCreate, match="is not a publication of harvest"):
        publish(config)
    assert config.publish.path.read_text() == "my notes"
    config.publish.path.unlink()
    with closing(sqlite3.connect(config.publish.path)) as db:
        db.execute("CREATE TABLE mine (x)")
    with pytest.raises(CannotCreate, match="is not a publication of harvest"):
        publish(config)


def test_a_damaged_publication_is_replaced(tmp_path: Path) -> None:
    config = filled(tmp_path, 30, 30)
    publish(config)
    data = bytearray(config.publish.path.read_bytes())
    data[4096:] = b"\x00" * (len(data) - 4096)
    config.publish.path.write_bytes(data)
    publish(config)
    assert rows(config, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("make", ["folder", "link", "pipe"])
def test_a_path_that_is_no_plain_file_is_refused_before_any_change(
    tmp_path: Path, make: str
) -> None:
    config = filled(tmp_path, 1, 1)
    if make == "folder":
        config.publish.path.mkdir()
    elif make == "link":
        config.publish.path.symlink_to(tmp_path / "elsewhere.db")
    else:
        os.mkfifo(config.publish.path)
    with pytest.raises(CannotCreate, match="not a plain file") as refused:
        publish(config)
    assert refused.value.exit_code == 73
    assert leftovers(config) == []


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_that_takes_no_file_is_refused_before_any_change(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = filled(tmp_path, 1, 1)
    publish(config)
    before = config.publish.path.read_bytes()
    real = os.open

    def refuse(path: Any, flags: int, *rest: int, **more: Any) -> int:
        if flags & os.O_CREAT and ".next-" in str(path):
            raise OSError(number, os.strerror(number))
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(CannotCreate, match="can't write in its folder"):
        publish(config)
    assert config.publish.path.read_bytes() == before


def test_without_a_work_database_the_message_names_the_cure(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="run `harvest refresh` first"):
        publish(make_config(tmp_path))
