"""The pace of requests is one for all processes of a user; what is ours is told as ours.

Relies on stand-ins and other processes.
"""

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from harvest.clock import SystemClock
from harvest.config import folders, load
from harvest.errors import HarvestError, NoPermission, StorageError
from harvest.run.refresh import refresh
from harvest.standin import StandIn, serve
from harvest.web.limiter import Limiter
from tests.helpers.bases.tiny import corpus
from tests.helpers.sources.addresses import at_any_pace

RATE = 5.0  # requests a second


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _topic(folder: Path, registries: StandIn, rate: float = RATE) -> Path:
    folder.mkdir()
    sources = at_any_pace(registries, per_second=rate)
    config = folder / "config.toml"
    config.write_text(
        '[topic]\ntitle = "T"\n[topic.concepts.condition]\nterms = ["liver"]\n'
        f'[[search]]\nname = "core"\nall = ["condition"]\n{sources}'
        '[store]\npath = "work.db"\n[publish]\npath = "evidence.db"\n'
    )
    return config


def test_two_topics_in_two_folders_keep_one_pace_together(tmp_path):
    with serve(corpus()) as registries:
        runs = [
            subprocess.Popen(
                [sys.executable, "-m", "harvest", "refresh", "--quiet", "--config", str(config)],
                cwd=config.parent,
            )
            for config in (
                _topic(tmp_path / "one", registries),
                _topic(tmp_path / "two", registries, rate=RATE / 2),
            )
        ]
        assert [run.wait(120) for run in runs] == [0, 0]
        asked = {
            service: [request.started for request in registries.requests.requests(service)]
            for service in ("clinicaltrials", "pubmed")
        }
    for starts in asked.values():
        assert len(starts) >= 6
        # A thread may be late in sending what it may send: a short gap follows a long one.
        for first, fifth in zip(starts, starts[5:], strict=False):
            assert fifth - first >= 5 / RATE * 0.9


def test_the_pace_lies_where_the_users_programs_keep_their_state(tmp_path):
    home, state = tmp_path / "home", tmp_path / "state"
    assert folders.pace({"HOME": str(home)}) == home / ".local/state/harvest/pace"
    assert folders.pace({"HOME": str(home), "XDG_STATE_HOME": str(state)}) == state / "harvest/pace"
    assert folders.pace({"HOME": str(home), "XDG_STATE_HOME": "state"}).is_relative_to(home)
    assert folders.pace({folders.STATE: str(tmp_path / "own")}) == tmp_path / "own" / "pace"


def test_where_the_home_can_not_be_written_the_pace_lies_under_the_users_number(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "home").write_text("no folder")
    found = folders.pace({"HOME": str(tmp_path / "home")})
    assert found == tmp_path / f"harvest-{os.geteuid()}"
    assert _mode(found) == 0o700


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o277])
def test_nobody_else_may_write_to_the_pace_whatever_the_umask(tmp_path, mask):
    before = os.umask(mask)
    try:
        folder = folders.pace({"HOME": str(tmp_path)})
        Limiter(folder, "registry.example", per_second=1000, clock=SystemClock()).take()
    finally:
        os.umask(before)
    assert [_mode(each) for each in (folder, folder.parent, folder.parent.parent)] == [0o700] * 3
    assert {_mode(each) & 0o077 for each in folder.iterdir()} == {0}


def test_a_folder_that_others_may_write_to_is_closed_to_them(tmp_path):
    folder = tmp_path / "state" / "pace"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    assert folders.pace({folders.STATE: str(tmp_path / "state")}) == folder
    assert _mode(folder) == 0o700


def test_a_link_laid_in_the_way_is_not_followed(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "home").write_text("no folder")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"harvest-{os.geteuid()}").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageError, match="pace of requests"):
        folders.pace({"HOME": str(tmp_path / "home")})
    assert not any((tmp_path / "elsewhere").iterdir())


def test_a_folder_of_somebody_else_is_told_as_ours_with_the_cure(tmp_path, monkeypatch):
    folder = tmp_path / "pace"
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    with pytest.raises(NoPermission, match=r"belongs to another user.*HARVEST_STATE"):
        folders.pace({folders.STATE: str(tmp_path)})


def _refresh_with(tmp_path: Path, registries: StandIn) -> HarvestError:
    config = load(_topic(tmp_path / "topic", registries, rate=1000))
    with pytest.raises(HarvestError) as caught:
        refresh(config, quiet=True)
    return caught.value


def test_a_file_in_the_place_of_the_folder_ends_a_run_as_74(tmp_path, monkeypatch):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "pace").write_text("")
    monkeypatch.setenv(folders.STATE, str(tmp_path / "state"))
    with serve(corpus()) as registries:
        error = _refresh_with(tmp_path, registries)
        assert not registries.requests.requests()
    assert (error.exit_code, "pace of requests" in str(error)) == (74, True)


@pytest.mark.parametrize("service", ["clinicaltrials", "eutils", "mesh"])
def test_a_pace_that_is_lost_on_the_way_is_never_told_as_the_registrys(
    tmp_path, monkeypatch, service
):
    take = Limiter.take
    with serve(corpus()) as registries:
        port = urlsplit(getattr(registries, f"{service}_url")).port

        def lose(self: Limiter) -> None:
            if str(port) in self._state.name:
                raise NoPermission("the pace of requests can't be kept there (Permission denied)")
            take(self)

        monkeypatch.setattr(Limiter, "take", lose)
        error = _refresh_with(tmp_path, registries)
    assert error.exit_code == 77
