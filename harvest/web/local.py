"""Asks the site that runs on this machine how it stands; never another machine."""

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from typing import Any

_PATIENCE = 3.0  # seconds
_MOST = 4 << 20  # bytes
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def ask_site(host: str, port: int) -> Mapping[str, Any] | None:
    """What ``/status.json`` of the site at that address says; None if none answers there."""
    connection = HTTPConnection(_ANYWHERE.get(host, host), port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/status.json")
        answer = connection.getresponse()
        found = json.loads(answer.read(_MOST)) if answer.status == 200 else None
    except (OSError, HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return found if isinstance(found, dict) else None
