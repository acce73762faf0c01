"""The session behind a door: requests, without the parts that would surprise an operator.

* TLS certificates are always checked; ``REQUESTS_CA_BUNDLE`` may name an institution's own.
* Proxies are taken from the environment (``HTTPS_PROXY``, ``NO_PROXY``), as hospitals need them;
  ``.netrc`` is not read, so no stored password travels to a registry.
* Cookies are neither kept nor sent.
* urllib3's log lines lose the query string, which may carry the API key.
"""

import logging
import os
import re
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util import SKIP_HEADER

from harvest import __version__
from harvest.errors import ConfigError


def user_agent(chosen: str | None = None) -> str:
    """Who we are: the library's own token, then the project's; nothing of the operator.

    An edge firewall in front of ClinicalTrials.gov refuses clients whose name doesn't fit their
    way of speaking TLS, so the library is named first and nothing is disguised. What an operator
    has ``chosen`` stands in its place, "" included: no such header is sent.
    """
    if chosen is not None:
        return chosen
    return f"python-requests/{requests.__version__} harvest/{__version__}"


def open_session(agent: str, *, headers_within: float) -> requests.Session:
    """A session for one host; ``headers_within``: seconds until an answer's headers are whole.

    ``agent`` "" sends no User-Agent: it has to be said, for urllib3 else sends its own name.
    """
    session = _PlainSession()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.clear()
    name = agent or SKIP_HEADER
    session.headers.update({"User-Agent": name, "Accept": "*/*", "Accept-Encoding": "gzip"})
    adapter = _WatchedAdapter(headers_within)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def proxies_for(url: str, *, loopback: bool) -> dict[str, str]:
    """The proxies that the environment names for an address; none for this machine itself."""
    return {} if loopback else get_environ_proxies(url)


def certificates() -> bool | str:
    """What TLS certificates are checked against: the bundled list, or the operator's own.

    Raises ConfigError where the environment names a file that isn't there.
    """
    for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
        if path := os.environ.get(name):
            if not Path(path).exists():
                raise ConfigError(f"{name}: {path} not found; correct it or unset it")
            return path
    return True


class _PlainSession(requests.Session):
    """Never looks at a redirect by itself: even unfollowed, requests would read its body whole."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


class _WatchedConnection(HTTPConnection):
    """Gives up on headers that never end: a read timeout begins anew with each byte."""

    headers_within = 300.0

    def getresponse(self) -> Any:  # urllib3's own type differs from that of its base class
        watch = threading.Timer(self.headers_within, _shut, (self.sock,))
        watch.daemon = True
        watch.start()
        try:
            return super().getresponse()
        finally:
            watch.cancel()


class _WatchedTlsConnection(_WatchedConnection, HTTPSConnection):
    """The same over TLS."""


def _shut(sock: socket.socket | None) -> None:
    """End a connection under the thread that reads from it, which then sees it closed."""
    if sock is not None:
        with suppress(OSError):
            # not the TLS socket's own method: that one discards state which the reader still uses
            socket.socket.shutdown(sock, socket.SHUT_RDWR)


class _WatchedAdapter(HTTPAdapter):
    """Hands out connections that are watched, through a proxy or not; never retries by itself."""

    def __init__(self, headers_within: float) -> None:
        bounds = {"headers_within": headers_within}
        self._plain = type("Connection", (_WatchedConnection,), bounds)
        self._tls = type("TlsConnection", (_WatchedTlsConnection,), bounds)
        super().__init__(pool_connections=2, pool_maxsize=2, max_retries=0)

    def get_connection_with_tls_context(
        self,
        request: requests.PreparedRequest,
        verify: bool | str | None,
        proxies: Mapping[str, str] | None = None,
        cert: tuple[str, str] | str | None = None,
    ) -> HTTPConnectionPool:
        pool = super().get_connection_with_tls_context(request, verify, proxies, cert)
        assert isinstance(pool, HTTPConnectionPool)
        pool.ConnectionCls = self._tls if isinstance(pool, HTTPSConnectionPool) else self._plain
        return pool


class _WithoutQuery(logging.Filter):
    """Takes query strings and tracebacks out of a log line; they carry what was asked, and keys."""

    _QUERY = re.compile(r"\?[^\s\"')]*")

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = self._QUERY.sub("?…", record.getMessage())
        record.args = ()
        record.exc_info = None
        return True


def _quieten() -> None:
    for name in ("connectionpool", "connection", "util.retry"):
        logger = logging.getLogger(f"urllib3.{name}")
        if not any(isinstance(present, _WithoutQuery) for present in logger.filters):
            logger.addFilter(_WithoutQuery())


_quieten()
