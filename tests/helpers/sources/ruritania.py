"""The register of Ruritania, standing in over HTTP, and where its package lies."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.helpers.places import DATA

PACKAGES = DATA / "second"
"""What HARVEST_SOURCES names: the folder that holds the one package."""
_PAGE = 2


def trial(number: str, **more: Any) -> dict[str, Any]:
    """A trial as the register has it."""
    return {
        "number": number,
        "title": f"Cord cells for the scarred liver of Ruritanians, {number[-4:]}",
        "state": "open to volunteers",
        "sort": "trial of a treatment",
        "stage": "Stage Two",
        "volunteers": 60,
        "begins": "2024-02",
        "ends": "2024-06-30",
        "entered": "2024-01-15",
        "changed": "2026-10-01",
        "sponsor": "Royal Hospital of Strelsau",
        "about": "Umbilical cord mesenchymal stem cells in decompensated liver cirrhosis.",
        "illnesses": ["Liver Cirrhosis"],
        "treatment": "Umbilical cord mesenchymal stem cells",
        "aim": "MELD score",
    } | more


@dataclass
class Register:
    """What the register holds, and what it was asked."""

    url: str = ""
    trials: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, *trials: dict[str, Any]) -> None:
        """Enter trials, over those of the same number."""
        self.trials |= {each["number"]: each for each in trials}

    def answer(self, path: str) -> tuple[int, object]:
        """Status and content."""
        self.asked.append(path)
        parts = urlsplit(path)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.endswith("/trial"):
            found = self.trials.get(given.get("no", ""))
            sorry = {"error": "There is no such trial in the register."}
            return (404, sorry) if found is None else (200, found)
        if not parts.path.endswith("/find"):
            return 404, {"error": "There is no such page."}
        matches = [each for _, each in sorted(self.trials.items()) if _meets(each, given)]
        start = int(given["from"])
        return 200, {"total": len(matches), "trials": matches[start : start + _PAGE]}


def _meets(study: dict[str, Any], given: dict[str, str]) -> bool:
    """Whether every group of alternatives has a word that stands in the study."""
    text = json.dumps(study).lower()
    groups = given.get("ask", "").split(" & ")
    listed = [re.findall('"([^"]+)"', group) for group in groups]
    return all(any(word.lower() in text for word in words) for words in listed if words)


@contextmanager
def register() -> Iterator[Register]:
    """The register, listening on this machine."""
    held = Register()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, content = held.answer(self.path)
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    held.url = f"http://127.0.0.1:{server.server_port}/api"
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
