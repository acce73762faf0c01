"""One run at a time, whatever happens to the lock file and to its holder.

Relies on other processes.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from harvest.errors import AlreadyRunning, CannotCreate
from harvest.run.lock import lock_path, run_lock

HOLDER = """
import sys
from pathlib import Path
from harvest.run.lock import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(database: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.communicate()


def test_a_second_run_is_turned_away_with_exit_code_75(tmp_path: Path) -> None:
    database = tmp_path / "work.db"
    with holder(database):
        with pytest.raises(AlreadyRunning, match="another run") as caught, run_lock(database):
            pass
        assert caught.value.exit_code == 75
    with run_lock(database):
        pass


def test_a_lock_does_not_outlive_a_holder_that_is_killed(tmp_path: Path) -> None:
    database = tmp_path / "work.db"
    with holder(database) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert lock_path(database).exists()
        with run_lock(database):
            pass


def test_a_lock_file_left_behind_means_nothing(tmp_path: Path) -> None:
    database = tmp_path / "work.db"
    lock_path(database).write_text("4711")
    with run_lock(database):
        pass
    assert lock_path(database).exists()


def test_a_lock_file_that_is_replaced_while_it_is_taken_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    database = tmp_path / "work.db"
    path = lock_path(database)
    real, replaced = fcntl.flock, []

    def flock(descriptor: int, operation: int) -> None:
        if not replaced:
            replaced.append(path.stat().st_ino)
            path.rename(tmp_path / "aside")  # keeps its inode number in use
            path.touch()
        real(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", flock)
    with run_lock(database):
        with pytest.raises(AlreadyRunning), run_lock(database):
            pass
        assert path.stat().st_ino not in replaced


def test_a_lock_file_that_never_stays_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    database = tmp_path / "work.db"
    monkeypatch.setattr(fcntl, "flock", lambda *_: lock_path(database).unlink())
    with pytest.raises(AlreadyRunning, match="keeps removing"), run_lock(database):
        pass


def test_a_link_in_the_place_of_the_lock_file_is_refused(tmp_path: Path) -> None:
    database = tmp_path / "work.db"
    lock_path(database).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotCreate, match="lock file"), run_lock(database):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_the_lock_is_given_back_when_the_run_fails(tmp_path: Path) -> None:
    database = tmp_path / "work.db"
    with pytest.raises(KeyError), run_lock(database):
        raise KeyError
    with run_lock(database):
        pass
