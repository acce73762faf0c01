"""A site that offers mail, the server that takes it, and somebody who asks for some."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from harvest.config import Config, Subscriptions
from harvest.publish.read import open_published
from harvest.site.app import make
from harvest.site.lists.records import records
from harvest.subscriptions.sending import Sent, send
from tests.helpers.clock import FakeClock

SITE = "https://evidence.example.org"
FORM = {"content-type": "application/x-www-form-urlencoded", "origin": SITE}
NOTHING_TOLD = '{"last_change": 0, "query_rows": {}, "released": []}'
ANN, BOB, CY = "ann@example.org", "bob@example.org", "cy@example.org"


class Mailbox:
    """A mail server's memory. ``breaks`` says at which mails, from 0, it breaks off, and where."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, bytes]] = []
        self.refused: set[str] = set()
        self.later: set[str] = set()
        self.breaks: dict[int, str] = {}
        self.asked = -1

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.asked += 1
        if self.breaks.get(self.asked) == "before":
            server.transport.abort()
            return "421 gone"
        if address in self.refused:
            return "550 5.1.1 no such user"
        if address in self.later:
            return "451 try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails += [(to, envelope.content) for to in envelope.rcpt_tos]
        if self.breaks.get(self.asked) == "after":
            server.transport.abort()  # it has the mail, and nobody knows
        return "250 OK"

    @property
    def to(self) -> list[str]:
        return [to for to, _ in self.mails]

    def newest(self):
        return message_from_bytes(self.mails[-1][1], policy=policy.default)

    def link(self, path: str) -> str:
        """The link of the newest mail."""
        text = self.newest().get_body(("plain",)).get_content()
        (address,) = re.findall(rf"{SITE}{path}\?link=\S+", text)
        return parse_qs(urlsplit(address).query)["link"][0]


class Case:
    """The site, the mail server and the clock of one test."""

    def __init__(self, config: Config, mailbox: Mailbox, port: int, folder: Path) -> None:
        mailbox.__init__()
        self.mails, self.folder = mailbox, folder
        self.clock = FakeClock()
        self.offer = Subscriptions("127.0.0.1", "site@example.org", folder / "private.db", port)
        self.config = replace(
            config, subscriptions=self.offer, serve=replace(config.serve, base_url=SITE)
        )
        self.site = make(self.config, clock=self.clock)

    def post(self, path: str, fields: dict[str, str], **headers: str):
        given = FORM | {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(
            self.site.client.post(
                path, content=urlencode(fields), headers=given, follow_redirects=False
            )
        )

    def get(self, path: str):
        return asyncio.run(self.site.client.get(path))

    def confirmed(self, address: str, **of: str) -> None:
        assert self.post("/follow", {"address": address, **of}).status_code == 200
        link = self.mails.link("/follow/confirm")
        assert "Confirmed" in self.post("/follow/confirm", {"link": link}).text

    def round(self) -> Sent:
        with closing(open_published(self.config)) as connection:
            return send(self.offer, SITE, connection, records, self.clock)

    @contextmanager
    def file(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.offer.path)) as db:
            yield db

    def rows(self, table: str) -> int:
        with self.file() as db:
            found: int = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            return found

    def behind(self) -> None:
        """Let every reader know nothing yet, so that there is news for all."""
        with self.file() as db, db:
            db.execute("UPDATE readers SET state = ?, last_sent = NULL", (NOTHING_TOLD,))
