"""Runs each test that reads the machine's day a second time, on another day.

A plugin of pytest, registered by conftest.py. Which tests those are is seen, not listed: a test in
whose course `SystemClock` was asked for the day. What is shared by a module's tests is made once,
on the first day. A test that has cost much, and three in four cases of one that has many, run again
in `make test-all` only. Processes that a test starts have the machine's own day: for those, run the
suite under ``faketime`` (CONTRIBUTING.md).
"""

import os
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from _pytest.runner import call_and_report, runtestprotocol

from harvest.clock import SystemClock
from tests.helpers.economy.thorough import THOROUGH

MOST = 1.0  # seconds of processor time, so that it does not depend on what else the machine does
_CASES = 4
_PROPERTY = "another day"
ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago")  # UTC+14 and UTC-11
_MIDNIGHT = datetime.combine(datetime.now(UTC).date(), datetime.min.time(), UTC)


def spent() -> float:
    """Processor time of this process and of those that it has started and that have ended."""
    return sum(os.times()[:4])


def _chosen(item: pytest.Item) -> bool:
    """Of a test with many cases, whether this is one of those that run again: each fourth."""
    cases = getattr(item, "callspec", None)
    return cases is None or sum(cases.indices.values()) % _CASES == 0


def days(today: datetime) -> tuple[datetime, ...]:
    """Moments that a program is likely to trip over, all ahead of today's midnight."""
    year = today.year
    leap = next(y for y in range(year + 1, year + 9) if y % 4 == 0 and (y % 100 or not y % 400))
    noon = today + timedelta(hours=12)
    return (
        noon + timedelta(days=40),
        noon + timedelta(days=396),  # 13 months
        noon + timedelta(days=5 * 365 + 1),
        datetime(leap, 2, 29, 12, tzinfo=UTC),
        datetime(year + 1, 12, 31, 23, 59, 30, tzinfo=UTC),
        datetime(year + 2, 1, 1, 0, 0, 1, tzinfo=UTC),
    )


class OtherDays:
    """The machine's clock as the tests see it, and what they ask of it."""

    def __init__(self) -> None:
        self.shift = timedelta(0)
        self.was_read = False
        self.twice = 0

    def now(self, _: SystemClock) -> datetime:
        """In the place of `SystemClock.now`."""
        # A stand-in dates each of its answers: that alone makes no test depend on the day.
        if "process_request_thread" not in threading.current_thread().name:
            self.was_read = True
        return datetime.now(UTC) + self.shift

    @contextmanager
    def at(self, moment: datetime, zone: str) -> Iterator[None]:
        """Let the machine's clock show a moment, in a time zone, until the block ends."""
        self.shift = moment - datetime.now(UTC)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TZ", zone)
            time.tzset()
            try:
                yield
            finally:
                self.shift = timedelta(0)
        time.tzset()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Run a test; where it has read the day and passed, run it on another day as well."""
        where = {"nodeid": item.nodeid, "location": item.location}
        item.ihook.pytest_runtest_logstart(**where)
        item._initrequest()  # type: ignore[attr-defined]
        self.was_read = False
        before = spent()
        reports = [call_and_report(item, "setup", log=False)]
        if reports[0].passed and not item.config.getoption("setuponly", False):
            reports.append(call_and_report(item, "call", log=False))
        again = self.was_read and all(report.passed for report in reports)
        again &= THOROUGH or (spent() - before < MOST and _chosen(item))
        after = item.parent if again else nextitem  # what its module shares is still needed
        reports.append(call_and_report(item, "teardown", log=False, nextitem=after))
        if again:
            reports = self._again(item, nextitem)
        for report in reports:
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(**where)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count the tests that ran twice, in whichever process they did."""
        self.twice += report.when == "teardown" and _PROPERTY in dict(report.user_properties)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how many tests that was."""
        terminalreporter.line(f"{self.twice} tests read the day and ran on another one as well")

    def _again(self, item: pytest.Item, nextitem: pytest.Item | None) -> list[pytest.TestReport]:
        """The reports of the test on a day and in a zone that follow from its name."""
        chosen = zlib.crc32(item.nodeid.encode())
        moments = days(_MIDNIGHT)
        moment, zone = moments[chosen % len(moments)], ZONES[chosen // 7 % len(ZONES)]
        item._initrequest()  # type: ignore[attr-defined]
        with self.at(moment, zone):
            reports = runtestprotocol(item, log=False, nextitem=nextitem)
        for report in reports:
            report.user_properties.append((_PROPERTY, str(moment)))
            if report.failed:
                told = f"passed today, failed with the machine's clock at {moment} in {zone}"
                report.sections.append((_PROPERTY, told))
        return reports


def install(config: pytest.Config) -> None:
    """Put the clock in the place of the machine's for the whole run."""
    other = OtherDays()
    SystemClock.now = lambda clock: other.now(clock)  # type: ignore[method-assign]
    config.pluginmanager.register(other, "other-days")
