"""Mail that readers ask for, where several topics are on one server.

Relies on Datasette.
"""

from dataclasses import replace
from pathlib import Path

from harvest.config import Config, Subscriptions
from tests.helpers.site.several import Server, topic
from tests.helpers.site.subscribing import ANN, SITE, Mailbox

HOST = SITE.removeprefix("https://")


def test_each_topic_offers_mail_for_itself_and_its_links_lead_to_it(
    changed: Config, mail_server: tuple[Mailbox, int], tmp_path: Path
) -> None:
    mailbox, port = mail_server
    mailbox.mails, mailbox.refused, mailbox.later, mailbox.breaks = [], set(), set(), {}
    offer = Subscriptions("127.0.0.1", "site@example.org", tmp_path / "p" / "private.db", port)
    cells = replace(
        changed,
        path=tmp_path / "cells.toml",
        topic=replace(changed.topic, slug="cells"),
        subscriptions=offer,
        serve=replace(changed.serve, base_url=f"{SITE}/t/cells"),
    )
    plain = replace(
        changed,
        path=tmp_path / "plain.toml",
        topic=replace(changed.topic, slug="plain"),
        store=replace(changed.store, path=tmp_path / "work.db"),
        publish=replace(changed.publish, path=tmp_path / "evidence.db"),
        judgements=replace(changed.judgements, folder=tmp_path / "judgements"),
    )
    plain.publish.path.write_bytes(changed.publish.path.read_bytes())
    server = Server((cells, plain, topic(tmp_path / "none", "none", "Nothing yet")))
    try:
        page = server.get("/t/cells/follow", HOST).text
        assert 'action="/t/cells/follow"' in page
        wish = {"address": ANN, "kind": "trial", "key": "NCT90000001"}
        assert server.post("/t/cells/follow", wish, HOST, origin=SITE).status_code == 200
        link = mailbox.link("/t/cells/follow/confirm")
        assert "button" in server.get(f"/t/cells/follow/confirm?link={link}", HOST).text
        confirmed = server.post("/t/cells/follow/confirm", {"link": link}, HOST, origin=SITE)
        assert "Confirmed" in confirmed.text
        for path, status in (("/t/plain/follow", 405), ("/follow", 405), ("/t/none/follow", 405)):
            assert server.post(path, wish, HOST, origin=SITE).status_code == status, path
    finally:
        server.close()
