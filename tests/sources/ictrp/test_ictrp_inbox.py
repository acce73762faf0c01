"""The inbox of WHO ICTRP's export files: read once, left alone while they are being copied.

Relies on nothing beside the program.
"""

import logging
import os
from pathlib import Path

import pytest

from harvest.run.outcome import Outcome
from harvest.run.refresh import refresh
from tests.helpers.clock import FakeClock
from tests.helpers.sources.ictrp import base, portal, trial, web

WHOLE = portal(trial(), trial("KCT0003445"))


class Inbox:
    """A base that looks into its inbox, and the time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "inbox"
        self.folder.mkdir()
        self.config, self.clock = base(folder), FakeClock()

    def put(self, name: str, body: bytes, seconds_ago: float = 600) -> Path:
        """Put a file there that was written so long ago."""
        path = self.folder / name
        path.write_bytes(body)
        written = self.clock.now().timestamp() - seconds_ago
        os.utime(path, (written, written))
        return path

    def run(self) -> Outcome:
        """The run of the next hour."""
        self.clock.advance(3600)
        return refresh(self.config, quiet=True, clock=self.clock)


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def test_a_file_in_the_inbox_is_imported_once_and_stays(inbox: Inbox) -> None:
    path = inbox.put("who.xml", WHOLE)
    first, second = inbox.run(), inbox.run()
    assert (first.tally.new, first.exit_code, len(first.walks)) == (2, 0, 1)
    assert (second.walks, second.exit_code) == ((), 0)
    assert path.read_bytes() == WHOLE


def test_a_file_that_was_replaced_is_read_again(inbox: Inbox) -> None:
    inbox.put("who.xml", WHOLE)
    inbox.run()
    later = {"Export_date": "10/05/2026 08:00:00", "Recruitment_Status": "Completed"}
    inbox.put("who.xml", portal(trial(**later)), seconds_ago=100)
    assert inbox.run().tally.changed == 1


def test_a_file_that_is_being_copied_waits_without_a_word(inbox: Inbox) -> None:
    inbox.put("who.xml", WHOLE[: len(WHOLE) // 2], seconds_ago=-3590)
    inbox.put("more.csv.part", WHOLE)
    inbox.put(".hidden.xml", WHOLE)
    waiting = inbox.run()
    assert (waiting.walks, waiting.exit_code) == ((), 0)
    inbox.put("who.xml", WHOLE)
    assert inbox.run().tally.new == 2


def test_a_bad_file_is_told_once_and_the_others_are_read(inbox: Inbox) -> None:
    inbox.put("a-page.xml", b"<!DOCTYPE html><html></html>")
    inbox.put("b-cut.xml", WHOLE[: len(WHOLE) // 2])
    inbox.put("c-good.csv", web(trial()))
    told, again = inbox.run(), inbox.run()
    assert (told.exit_code, told.tally.new) == (65, 1)
    assert len(told.problems) == 2
    assert "inbox/a-page.xml: is a web page" in told.problems[0]
    assert "inbox/b-cut.xml: is cut off in line" in told.problems[1]
    assert str(inbox.folder) not in " ".join(told.problems), (
        "no folder of this machine is published"
    )
    assert (again.exit_code, again.problems) == (0, ())


def test_without_an_inbox_nothing_is_amiss(inbox: Inbox) -> None:
    inbox.folder.rmdir()
    done = inbox.run()
    assert (done.exit_code, done.walks) == (0, ())


def test_a_file_that_may_not_be_read_is_told(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox.put("who.xml", WHOLE)

    def refused(self: Path, *args: object, **kwargs: object) -> object:
        if self.parent == inbox.folder:
            raise PermissionError(13, "Permission denied", str(self))
        return opens(self, *args, **kwargs)

    opens = Path.open
    with monkeypatch.context() as mode:
        mode.setattr(Path, "open", refused)
        for _ in range(2):
            (problem,) = inbox.run().problems
            assert "inbox/who.xml: may not be read" in problem
    allowed = inbox.run()
    assert (allowed.problems, allowed.tally.new) == ((), 2), "a new mode makes no new file"


def test_what_waits_is_said_to_who_looks(inbox: Inbox, caplog: pytest.LogCaptureFixture) -> None:
    inbox.put("who.xml", WHOLE[:300], seconds_ago=-3600)
    with caplog.at_level(logging.INFO, "harvest.run.refresh"):
        inbox.run()
    assert "who.xml: still being copied; the next run reads it" in caplog.text
