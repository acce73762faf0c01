"""The section ``[subscriptions]``: mail that readers of the site ask for themselves."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from harvest.config.reader import Table

KEYS = ("host", "port", "starttls", "user", "from", "every_days", "path")
_ADDRESS = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[^\s@<>(),;:\".]+")


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The server that takes the mails, and the private file of who gets some; absolute path.

    The password comes from HARVEST_SMTP_PASSWORD alone.
    """

    host: str
    sender: str = field(repr=False)
    path: Path
    port: int = 25
    starttls: bool = False
    user: str | None = field(default=None, repr=False)
    every_days: int = 7


def read_subscriptions(root: Table, base_url: str | None) -> Subscriptions | None:
    """What the section says; None where it gives no server: then nothing is offered.

    Raises ConfigError naming the key.
    """
    table = root.table("subscriptions", KEYS)
    path = table.path("path", "db/build/subscribers.db")
    port = table.whole("port", 25, 1, 65535)
    starttls = table.flag("starttls", False)
    user = table.text("user", "", secret=True) or None
    sender = table.text("from", "", secret=True)
    every = table.whole("every_days", 7, 1, 90)
    host = table.text("host", "")
    if not host:
        return None
    if not re.fullmatch(r"[0-9A-Za-z_.:-]+", host):
        table.wrong("host", "is not a host name or address; write e.g. mail.example.org")
    if not (sender.isascii() and _ADDRESS.fullmatch(sender)):
        table.wrong("from", "is not one e-mail address; write name@host.tld")
    if base_url is None:
        table.wrong("host", "links in mails need the public address; write base_url below [serve]")
    return Subscriptions(host, sender, path, port, starttls, user, every)
