"""What every test shares: no network but loopback, a clock that tests move, the real records."""

import gc
import ipaddress
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from harvest.config.folders import STATE
from tests.helpers.clock import FakeClock
from tests.helpers.places import SHARED

if TYPE_CHECKING:
    from tests.helpers.bases.sample_year import Year

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


@pytest.fixture(scope="session", autouse=True)
def _new_stores_are_copies() -> Iterator[None]:
    from tests.helpers.economy.new_stores import copied

    with copied():
        yield


@pytest.fixture(autouse=True)
def _own_state(_session_state: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test wait for what a registry of another one asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE, str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """A command sets up logging for its process; here that must not outlive the test.

    Nor may a site that serves a whole module, whose filter would keep what it has told once from
    the tests of others: no filter on pytest's handlers is pytest's own.
    """
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    for handler in handlers:
        handler.filters.clear()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("harvest").setLevel(logging.NOTSET)
    for handler in handlers:
        handler.filters.clear()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real records beside the repository."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("no ../shared beside the repository: the real records are not there")
    return SHARED


@pytest.fixture(scope="session")
def sample_year(tmp_path_factory: pytest.TempPathFactory) -> "Year":
    """The sample after its twelve refreshes; tests that write work on a copy of it."""
    from tests.helpers.bases.sample_year import harvest_year
    from tests.helpers.economy.made_once import made_once

    year, folder = made_once(tmp_path_factory, "year", harvest_year)
    return year.moved(folder)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Let the collector pass rarely through what is collected: all of it stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.set_threshold(10_000, 20, 20)  # by default a tenth of the time goes into its passes


def pytest_configure(config: pytest.Config) -> None:
    from tests.helpers import other_days

    other_days.install(config)
