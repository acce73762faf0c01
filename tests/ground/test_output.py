"""Files that a command writes are there whole, or as they were.

Relies on nothing beside the program.
"""

import errno
import os
import stat
import threading

import pytest

from harvest.errors import CannotCreate, NoPermission, StorageError
from harvest.machine.output import write


def test_a_disk_that_fills_up_leaves_the_file_of_before_and_nothing_beside_it(
    tmp_path, monkeypatch
):
    target = tmp_path / "table.csv"
    target.write_bytes(b"before")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        write(target, b"after")
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def test_a_file_keeps_its_mode_and_a_link_its_target(tmp_path):
    target, link = tmp_path / "table.csv", tmp_path / "link.csv"
    target.write_bytes(b"before")
    target.chmod(0o640)
    link.symlink_to(target)
    write(link, b"after")
    assert link.is_symlink()
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"after", 0o640)


def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path):
    before = os.umask(0o027)
    try:
        write(tmp_path / "new.csv", b"body")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.csv").stat().st_mode) == 0o640


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write(pipe, b"body")
    reader.join(10)
    assert (read, pipe.is_fifo()) == ([b"body"], True)


def test_what_can_not_be_written_is_named_with_its_own_name(tmp_path):
    with pytest.raises(CannotCreate, match=r"missing/table\.csv"):
        write(tmp_path / "missing" / "table.csv", b"")
    with pytest.raises(CannotCreate, match="directory"):
        write(tmp_path, b"")


def test_a_folder_that_takes_no_file_is_a_question_of_permission(tmp_path, monkeypatch):
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(NoPermission, match=r"table\.csv: can't be written"):
        write(tmp_path / "table.csv", b"")
