"""The list of what is watched: a small TOML file."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harvest import identifiers
from harvest.changes import EVENTS
from harvest.errors import ConfigError
from harvest.queries import find


@dataclass(frozen=True, slots=True)
class Mail:
    """The server that takes mails; the password comes from HARVEST_SMTP_PASSWORD alone."""

    host: str
    sender: str
    recipients: tuple[str, ...]
    port: int = 25
    starttls: bool = False
    user: str | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """What one reader watches. Nothing named means the whole topic; ``limit`` changes are shown.

    ``lists`` are addresses of lists on the site, ``/trials?country=China``; ``whole`` says whether
    it is the whole topic, whatever is named.
    """

    path: Path
    trials: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    events: frozenset[str] = field(default_factory=frozenset)
    limit: int = 100
    mail: Mail | None = None
    whole: bool | None = None

    @property
    def everything(self) -> bool:
        """Whether the whole topic is watched."""
        if self.whole is not None:
            return self.whole
        return not (self.trials or self.sponsors or self.queries or self.lists)


_KEYS = {"trials", "sponsors", "queries", "lists", "events", "limit", "smtp"}
_MAIL_KEYS = {"host", "port", "from", "to", "starttls", "user"}


def read(path: Path) -> Watch:
    """Read a list. Raises ConfigError naming the file, the key and the cure."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: file not found; create it, e.g. with trials = []") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error
    _known(path, "", table, _KEYS)
    limit = table.get("limit", 100)
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= 10_000:
        raise ConfigError(f"{path}: limit: is not a number from 1 to 10000; write e.g. 100")
    return Watch(
        path=path,
        trials=tuple(_trial(path, text) for text in _texts(path, table, "trials")),
        sponsors=_texts(path, table, "sponsors"),
        queries=tuple(_query(path, slug) for slug in _texts(path, table, "queries")),
        lists=tuple(_list(path, text) for text in _texts(path, table, "lists")),
        events=frozenset(_event(path, name) for name in _texts(path, table, "events")),
        limit=limit,
        mail=_mail(path, table["smtp"]) if "smtp" in table else None,
    )


def _known(path: Path, prefix: str, table: dict[str, Any], keys: set[str]) -> None:
    for key in table:
        if key not in keys:
            raise ConfigError(
                f"{path}: {prefix}{key}: unknown; there are {', '.join(sorted(keys))}"
            )


def _texts(path: Path, table: dict[str, Any], key: str, prefix: str = "") -> tuple[str, ...]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, str) and each for each in found):
        raise ConfigError(f'{path}: {prefix}{key}: is not a list of texts; write ["…", "…"]')
    return tuple(found)


def _trial(path: Path, text: str) -> str:
    found = identifiers.trials_in(text)
    if len(found) != 1:
        raise ConfigError(f"{path}: trials: {text!r} is not a trial number; write e.g. NCT03626090")
    return found[0].id


def _query(path: Path, slug: str) -> str:
    if find(slug) is None:
        raise ConfigError(
            f"{path}: queries: {slug!r} is not a saved query; see `harvest query list`"
        )
    return slug


def _list(path: Path, address: str) -> str:
    kind, _, _ = address.partition("?")
    if kind not in ("/trials", "/articles"):
        raise ConfigError(
            f"{path}: lists: {address!r} is not the address of a list; write e.g. "
            "/trials?country=China"
        )
    return address


def _event(path: Path, name: str) -> str:
    if name not in EVENTS:
        raise ConfigError(
            f"{path}: events: {name!r}: unknown value; choose from {', '.join(sorted(EVENTS))}"
        )
    return name


def _mail(path: Path, table: Any) -> Mail:
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: smtp: is not a table; write [smtp] and its keys below")
    _known(path, "smtp.", table, _MAIL_KEYS)
    for key in ("host", "from"):
        if not isinstance(table.get(key), str) or not table[key]:
            raise ConfigError(f'{path}: smtp.{key}: is missing; write {key} = "…"')
    recipients = _texts(path, table, "to", "smtp.")
    if not recipients:
        raise ConfigError(f'{path}: smtp.to: has no address; write to = ["…"]')
    for address in (table["from"], *recipients):
        if "@" not in address or any(sign in address for sign in "\r\n"):
            raise ConfigError(f"{path}: smtp: a value of from or to is not a mail address")
    port, starttls = table.get("port", 25), table.get("starttls", False)
    if not isinstance(port, int) or isinstance(port, bool) or not 1 <= port <= 65535:
        raise ConfigError(
            f"{path}: smtp.port: is not a port number; write a number from 1 to 65535"
        )
    if not isinstance(starttls, bool):
        raise ConfigError(f"{path}: smtp.starttls: is not true or false")
    user = table.get("user")
    if user is not None and (not isinstance(user, str) or not user):
        raise ConfigError(f'{path}: smtp.user: is not a text; write user = "…"')
    return Mail(table["host"], table["from"], recipients, port, starttls, user)
