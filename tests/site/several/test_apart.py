"""What one of several topics meets does not reach the others.

Relies on Datasette.
"""

import logging
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.config import Config
from harvest.config.together import side_by_side
from harvest.errors import ConfigError
from harvest.publish import publish
from harvest.site.serving.hotswap import LOOK_EVERY
from tests.helpers.bases.work_base import insert, trial
from tests.helpers.site.several import Server


@pytest.fixture
def copies(configs: tuple[Config, ...], tmp_path: Path) -> tuple[Config, ...]:
    """The topics with files of the test's own."""
    copied = []
    for config in configs:
        folder = shutil.copytree(config.publish.path.parent, tmp_path / config.topic.slug)
        store = replace(config.store, path=folder / "work.db")
        place = replace(config.publish, path=folder / "evidence.db")
        judged = replace(config.judgements, folder=folder / "judgements")
        copied.append(replace(config, store=store, publish=place, judgements=judged))
    return tuple(copied)


def generation(server: Server, name: str) -> int:
    return int(server.get(f"/t/{name}/status.json").json()["generation"])


def test_a_publication_of_one_is_served_and_the_others_stay(copies: tuple[Config, ...]) -> None:
    server = Server(copies)
    try:
        before = [generation(server, name) for name in ("liver", "lupus")]
        insert(copies[0].store.path, trial(9, brief_title="A ninth trial"))
        publish(copies[0])
        server.clock.advance(LOOK_EVERY)
        after = [generation(server, name) for name in ("liver", "lupus")]
        assert after == [before[0] + 1, before[1]]
        assert "A ninth trial" in server.get("/t/liver/trials").text
        assert "A ninth trial" not in server.get("/t/lupus/trials").text
        rows = server.get("/t/liver/evidence-liver/trials.json?_shape=array").json()
        assert "NCT90000009" in [row["trial_id"] for row in rows]
        assert "4 trials" in server.get("/").text
    finally:
        server.close()


def test_what_is_published_first_while_it_is_served_is_there_without_a_restart(
    copies: tuple[Config, ...], caplog: pytest.LogCaptureFixture
) -> None:
    lupus = copies[1]
    lupus.publish.path.unlink()
    with caplog.at_level(logging.INFO):
        server = Server(copies)
        try:
            assert server.get("/t/lupus/").status_code == 503
            assert "nothing is published yet" in caplog.text
            publish(lupus)
            assert server.get("/t/lupus/").status_code == 503  # looked at once in a second
            server.clock.advance(LOOK_EVERY)
            assert server.get("/t/lupus/").status_code == 200
            assert "lupus: served from now on" in caplog.text
        finally:
            server.close()


def test_a_damaged_file_takes_down_nothing_but_its_topic(
    copies: tuple[Config, ...], caplog: pytest.LogCaptureFixture
) -> None:
    copies[1].publish.path.write_bytes(b"SQLite format 3\0" + os.urandom(4096))
    server = Server(copies)
    try:
        front = server.get("/")
        assert front.status_code == 200
        assert "The published file can&#39;t be read" in front.text
        assert str(copies[1].publish.path) not in front.text
        assert server.get("/t/lupus/trials").status_code == 503
        assert server.get("/t/liver/trials").status_code == 200
        assert server.get("/search?q=cells").text.count("Not searched:") == 2
        assert "can't be served" in caplog.text
    finally:
        server.close()


def test_a_file_that_is_damaged_while_it_is_served_is_told_on_the_front(
    copies: tuple[Config, ...],
) -> None:
    path = copies[1].publish.path
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 8192))
    server = Server(copies)
    try:
        assert server.get("/").status_code == 200
        assert server.get("/t/lupus/trials").status_code in (500, 503)
        assert server.get("/t/liver/trials").status_code == 200
        assert server.get("/search?q=cells").status_code == 200
    finally:
        server.close()


# --- what can't be told apart is refused ---


def test_two_topics_of_one_name_are_refused_with_both_files(configs: tuple[Config, ...]) -> None:
    one, other = (
        replace(each, path=Path(f"/etc/harvest/{number}.toml"))
        for number, each in enumerate(configs[:2])
    )
    other = replace(other, topic=replace(other.topic, slug="liver"))
    with pytest.raises(ConfigError) as told:
        side_by_side((one, other))
    assert str(told.value) == (
        "/etc/harvest/1.toml: [topic] slug: liver is the name of /etc/harvest/0.toml, too; write "
        "another, which its addresses begin with"
    )
    with pytest.raises(ConfigError, match=r"0\.toml: is given twice; give each topic once"):
        side_by_side((one, one))


@pytest.mark.parametrize("section", ["store", "publish", "judgements"])
def test_two_topics_with_one_file_are_refused(configs: tuple[Config, ...], section: str) -> None:
    one, other = (replace(each, path=Path(each.topic.slug)) for each in configs[:2])
    same = replace(other, **{section: getattr(one, section)})
    with pytest.raises(ConfigError, match=rf"^lupus: \[{section}\] .* is that of liver, too"):
        side_by_side((one, same))


def test_a_public_address_that_is_not_that_of_the_place_is_refused(
    configs: tuple[Config, ...],
) -> None:
    def at(number: int, address: str) -> Config:
        config = configs[number]
        return replace(config, serve=replace(config.serve, base_url=address))

    with pytest.raises(ConfigError, match=r"write https://a\.example/t/liver$"):
        side_by_side((at(0, "https://a.example"), configs[1]))
    with pytest.raises(ConfigError, match=r"write https://a\.example/t/lupus$"):
        side_by_side((at(0, "https://a.example/t/liver"), at(1, "https://b.example/t/lupus")))
    serve, served = side_by_side((configs[0], at(1, "https://a.example/x/t/lupus")))
    assert (serve.base_url, serve.prefix) == ("https://a.example/x", "/x")
    assert [each.serve.base_url for each in served] == [
        "https://a.example/x/t/liver",
        "https://a.example/x/t/lupus",
    ]
    assert side_by_side(configs)[1][0].serve.prefix == "/t/liver"
