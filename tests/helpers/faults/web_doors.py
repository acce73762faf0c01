"""Doors on servers that misbehave, and what those servers say."""

import random

import pytest

from harvest.web import Door, Limits, generic_judge, user_agent
from tests.helpers.faults.faultserver import FaultServer, as_json

KEY = "CANARY0123456789abcdef"
CONTACT = "canary@example.org"
GOOD = as_json({"studies": [1, 2, 3]})
XML = (
    b'<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://x/y.dtd">\n'
    b"<PubmedArticleSet><PubmedArticle><PMID>1</PMID></PubmedArticle></PubmedArticleSet>\n"
)
HTML = b"<!DOCTYPE html><html><head><title>Maintenance</title></head><body>soon</body></html>"
LIMITED = {"error": "API rate limit exceeded", "api-key": KEY, "count": "5", "limit": "3"}
FAST = Limits(connect_timeout=2.0, read_timeout=0.3, deadline=5.0)


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
