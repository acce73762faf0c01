"""What every test shares: no network but loopback, a clock that tests move, the real records."""

import ipaddress
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from harvest.config.folders import STATE

if TYPE_CHECKING:
    from sample_year import Year

ROOT = Path(__file__).resolve().parent.parent

# Started in the background, as under nohup, these are ignored, and so would be by every process
# that a test starts and then interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


def _stays_here(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0]).partition("%")[0]
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> Iterator[None]:
    """Refuse every connection that would leave the machine: a test must pass without a network."""
    guarded: tuple[Callable[..., object], ...] = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )
    connect, connect_ex, getaddrinfo = guarded

    def refuse(target: object) -> None:
        raise RuntimeError(f"a test tried to reach {target}: tests use loopback only")

    def guarded_connect(self: socket.socket, address: object) -> object:
        return connect(self, address) if _stays_here(address) else refuse(address)

    def guarded_connect_ex(self: socket.socket, address: object) -> object:
        return connect_ex(self, address) if _stays_here(address) else refuse(address)

    def guarded_getaddrinfo(host: object, *args: object, **kwargs: object) -> object:
        # A name that must not resolve ends as it would offline, so that code can show what it does.
        if host is not None and not _stays_here((_text(host),)):
            raise socket.gaierror(socket.EAI_NONAME, "no network in tests")
        return getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NCBI_API_KEY", "HARVEST_CONFIG"):
            patch.delenv(name, raising=False)
            patch.delenv(name.lower(), raising=False)
        yield


def _text(host: object) -> str:
    return host.decode() if isinstance(host, bytes) else str(host)


@pytest.fixture(scope="session", autouse=True)
def _session_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the pace of what a whole session shares away from the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE, str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True)
def _own_state(_session_state: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test wait for what a registry of another one asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE, str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """A command sets up logging for its process; here that must not outlive the test."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    filters = [(handler, list(handler.filters)) for handler in handlers]
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("harvest").setLevel(logging.NOTSET)
    for handler, kept in filters:
        handler.filters[:] = kept


class FakeClock:
    """A harvest.clock.Clock that moves only when told, or when somebody sleeps on it.

    ``naps`` are the sleeps asked for, in seconds, in order. Safe to share between threads.
    """

    def __init__(self, start: datetime = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)) -> None:
        self.start = start
        self.elapsed = 0.0
        self.naps: list[float] = []
        self._lock = threading.Lock()

    def monotonic(self) -> float:
        with self._lock:
            return 1000.0 + self.elapsed

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.naps.append(seconds)
            self.elapsed += seconds

    def now(self) -> datetime:
        with self._lock:
            return self.start + timedelta(seconds=self.elapsed)

    def advance(self, seconds: float) -> None:
        """Let that much time pass without anybody sleeping."""
        with self._lock:
            self.elapsed += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real records beside the repository."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("no ../shared beside the repository: the real records are not there")
    return folder


@pytest.fixture(scope="session")
def sample_year(tmp_path_factory: pytest.TempPathFactory) -> "Year":
    """The sample after its twelve refreshes; tests that write work on a copy of it."""
    from sample_year import harvest_year

    return harvest_year(tmp_path_factory.mktemp("year"))


def pytest_configure(config: pytest.Config) -> None:
    import other_days

    other_days.install(config)
