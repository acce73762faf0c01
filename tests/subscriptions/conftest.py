"""A base in which something changed, a mail server, and the site that offers mail."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from harvest.config import Config
from harvest.publish import publish
from tests.helpers.bases.told import ONE, TWO, tell
from tests.helpers.bases.work_base import THAT_DAY, filled
from tests.helpers.clock import FakeClock
from tests.helpers.site.nginx import free_port
from tests.helpers.site.subscribing import Case, Mailbox


@pytest.fixture(scope="package")
def mail_server() -> Iterator[tuple[Mailbox, int]]:
    mailbox, port = Mailbox(), free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield mailbox, port
    controller.stop()


@pytest.fixture(scope="package")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("mail"), 3, 3)
    tell(config, ONE, "status", "RECRUITING", "COMPLETED")
    tell(config, TWO, "stopped", "RECRUITING", "TERMINATED")
    publish(config, clock=FakeClock(THAT_DAY))
    return config


@pytest.fixture
def case(changed: Config, mail_server: tuple[Mailbox, int], tmp_path: Path) -> Iterator[Case]:
    made = Case(changed, *mail_server, tmp_path / "private")
    yield made
    made.site.get_database("evidence").close()
