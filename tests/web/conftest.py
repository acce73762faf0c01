"""Doors that are closed in the end."""

import random

import pytest

from harvest.web import Door, generic_judge, user_agent
from tests.helpers.faults.faultserver import FaultServer
from tests.helpers.faults.web_doors import CONTACT, FAST, KEY


@pytest.fixture
def door(tmp_path, clock):
    """A maker of doors on servers; every door is closed in the end."""
    made: list[Door] = []

    def make(server: FaultServer | str, **options) -> Door:
        options.setdefault("judge", generic_judge("json"))
        options.setdefault("limits", FAST)
        options.setdefault("requests_per_second", 100.0)
        options.setdefault("clock", clock)
        options.setdefault("user_agent", user_agent())
        opened = Door(
            server if isinstance(server, str) else server.url,
            lock_dir=tmp_path / "locks",
            random=random.Random(7),
            secrets=(KEY, CONTACT),
            **options,
        )
        made.append(opened)
        return opened

    yield make
    for each in made:
        each.close()
