"""Secret links by which the site knows who decides: a name that somebody writes is no proof.

Of a link only a hash is kept, in a file beside the work database that its owner alone may read.
"""

import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

from harvest.config import Config
from harvest.desk.decisions.model import name_key
from harvest.desk.decisions.rows import name_problem, one_line
from harvest.errors import StorageError, UsageError
from harvest.machine.output import write

_BYTES = 24
_MODE = 0o600


def path_of(config: Config) -> Path:
    """Where the hashes of the links are."""
    return config.store.path.with_name("desk-links.json")


def make(config: Config, name: str) -> str:
    """A new secret for a person; one of before ends. Raises UsageError for what is no name."""
    name = one_line(name)
    if problem := name_problem(name):
        raise UsageError(f"name: {problem}")
    secret = secrets.token_urlsafe(_BYTES)
    held = {n: h for n, h in _read(config).items() if name_key(n) != name_key(name)}
    _write(config, held | {name: _hash(secret)})
    return secret


def end(config: Config, name: str) -> None:
    """Make a person's link lead nowhere. Raises UsageError where there is none."""
    held = _read(config)
    kept = {n: h for n, h in held.items() if name_key(n) != name_key(name)}
    if len(kept) == len(held):
        raise UsageError(f"{name}: has no link; see `harvest desk links`")
    _write(config, kept)


def people(config: Config) -> tuple[str, ...]:
    """Who has a link."""
    return tuple(_read(config))


def person(config: Config, secret: str) -> str | None:
    """Whose secret it is; None if it is nobody's."""
    given = _hash(secret)
    found = None
    for name, held in _read(config).items():
        if hmac.compare_digest(held, given):
            found = name
    return found


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _read(config: Config) -> dict[str, str]:
    path = path_of(config)
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise StorageError(
            f"{path}: is damaged; remove it, then make new links with `harvest desk link`"
        ) from error
    return {str(name): str(held) for name, held in dict(found).items()}


def _write(config: Config, held: dict[str, str]) -> None:
    path = path_of(config)
    if not path.exists():  # the mode of what is there is kept
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, _MODE))
    path.chmod(_MODE)
    write(path, (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode())
