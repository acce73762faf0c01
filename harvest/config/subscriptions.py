"""The section ``[subscriptions]``: mail that readers of the site ask for themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from harvest.config.reader import Table

KEYS = ("host", "port", "starttls", "user", "from", "every_days", "path")


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


def read_subscriptions(
    root: Table, base_url: str | None, others: Mapping[str, Path]
) -> Subscriptions | None:
    """What the section says; None where it gives no server: then nothing is offered.

    ``others`` are the program's other files, by what each is. Raises ConfigError naming the key.
    """
    table = root.table("subscriptions", KEYS)
    path = table.path("path", "db/build/subscribers.db", others)
    port = table.whole("port", 25, 1, 65535)
    starttls = table.flag("starttls", False)
    user = table.text("user", "", secret=True) or None
    sender = table.mail_address("from", "write name@host.tld")
    every = table.whole("every_days", 7, 1, 90)
    host = table.host("host", "", "mail.example.org")
    if not host:
        return None
    if not sender:
        table.wrong("from", "is missing; write name@host.tld, from which the mails come")
    if base_url is None:
        table.wrong("host", "links in mails need the public address; write base_url below [serve]")
    return Subscriptions(host, sender, path, port, starttls, user, every)
