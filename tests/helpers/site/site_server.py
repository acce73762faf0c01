"""A real site on a free port of this machine, for tests."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.helpers.places import ROOT


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Running:
    """A server that listens on ``port``."""

    port: int

    def get(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """Send the target as it is, without the tidying that a client library does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection._validate_path = lambda url: None  # type: ignore[attr-defined]
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, headers=named)
            answer = connection.getresponse()
            got = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, got, answer.read())
        finally:
            connection.close()

    def send(self, data: bytes) -> bytes:
        """Send raw bytes; what comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as wire:
            wire.sendall(data)
            received = b""
            while part := wire.recv(65_536):
                received += part
        return received


SERVE = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.helpers.bases.work_base import make_config
from harvest.site import serve
config = make_config(Path(sys.argv[1]))
settings = replace(
    config.serve, port=0, public_sql=sys.argv[2], base_url=sys.argv[4] or None,
    mcp=sys.argv[5] == "mcp",
)
serve(replace(config, serve=settings), sample=sys.argv[3] == "sample")
"""


@contextmanager
def started(script: str, *arguments: str) -> Iterator[Running]:
    """A process that serves a site and says where, as the command line does."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Serving Synthetic topic at http://127.0.0.1:"), line
        yield Running(int(line.rstrip("/\n").rpartition(":")[2]))
        assert process.poll() is None, "the server stopped"
    finally:
        process.terminate()
        process.communicate(timeout=60)


@contextmanager
def in_a_process(
    folder: Path,
    *,
    public_sql: str = "auto",
    sample: bool = False,
    base_url: str = "",
    mcp: bool = False,
) -> Iterator[Running]:
    """The site of ``make_config(folder)`` as the command line serves it."""
    kind = "sample" if sample else "real"
    assistants = "mcp" if mcp else ""
    with started(SERVE, str(folder), public_sql, kind, base_url, assistants) as running:
        yield running


@contextmanager
def sample_in_a_process(published: Path, folder: Path) -> Iterator[Running]:
    """The site of a published file, copied into a new folder, as the demo serves it."""
    folder.mkdir()
    shutil.copyfile(published, folder / "evidence.db")
    with in_a_process(folder, sample=True) as running:
        yield running
