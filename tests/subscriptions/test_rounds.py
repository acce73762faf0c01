"""Rounds of mails: nobody gets one twice, whatever breaks, and no address is told to anybody.

Relies on Datasette and other processes.
"""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from harvest.cli import run
from harvest.errors import StorageError, UpstreamUnavailable
from harvest.publish.read import open_published
from harvest.site.lists.records import records
from harvest.site.posted import visitor
from harvest.subscriptions.book import BOUNCES, BY_VISITOR, MOST_FOLLOWED, Book
from harvest.subscriptions.following import Follow
from harvest.subscriptions.sending import Sent, first_state, send
from tests.helpers.bases.told import ONE, TWO
from tests.helpers.bases.work_base import config_text
from tests.helpers.site.nginx import free_port
from tests.helpers.site.subscribing import ANN, BOB, CY, NOTHING_TOLD, SITE, Case


def test_what_is_confirmed_comes_once_a_period_with_a_way_to_leave(case: Case) -> None:
    case.confirmed(ANN, trial=ONE)
    assert case.round() == Sent(nothing=1)  # what was before is no news
    case.behind()
    assert case.round() == Sent(taken=1)
    mail = case.mails.newest()
    text = mail.get_body(("plain",)).get_content()
    assert f"<{SITE}/trials/{ONE}>" in text
    assert TWO not in text
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith(f"<{SITE}/follow/leave?link=")
    case.behind()
    with case.file() as db, db:
        db.execute("UPDATE readers SET last_sent = ?", ("2026-11-24T06:00:00Z",))
    case.clock.advance(timedelta(days=6).total_seconds())
    assert case.round() == Sent()
    case.clock.advance(timedelta(days=1).total_seconds())
    assert case.round() == Sent(taken=1)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"sponsor": "synthetic-hospital"}, {ONE, TWO}),
        ({"list": "/trials?status=RECRUITING"}, {ONE, TWO}),
        ({"list": "/trials?status=COMPLETED"}, set()),
        ({"query": "recruiting-trials"}, set()),
        ({}, {ONE, TWO}),
    ],
)
def test_a_sponsor_a_list_a_query_and_everything_can_be_followed(case, fields, told) -> None:
    case.confirmed(ANN, **fields)
    case.behind()
    sent = case.round()
    assert sent == (Sent(taken=1) if told else Sent(nothing=1))
    if told:
        text = case.mails.newest().get_body(("plain",)).get_content()
        assert {number for number in (ONE, TWO) if number in text} == told


def test_several_things_come_in_one_mail_and_can_be_stopped_one_by_one(case: Case) -> None:
    case.confirmed(ANN, trial=ONE)
    case.confirmed(ANN.upper(), trial=TWO)
    case.behind()
    assert case.round() == Sent(taken=1)
    link = case.mails.link("/follow/leave")
    assert case.get(f"/follow/leave?{urlencode({'link': link})}").text.count("<button>Stop") == 3
    case.post("/follow/leave", {"link": link, "kind": "trial", "key": ONE})
    with case.file() as db:
        assert db.execute("SELECT key FROM follows").fetchall() == [(TWO,)]


def test_what_is_stopped_while_a_round_is_on_its_way_is_in_no_later_mail_of_it(case: Case) -> None:
    readers(case)
    with Book(case.offer.path) as book, case.file() as db:
        due = book.due(case.clock.now(), timedelta(days=7))
        assert next(due).follows == (Follow("trial", ONE),)
        with db:
            db.execute("DELETE FROM follows")
        assert list(due) == []


def test_who_follows_too_much_is_told_so_and_can_make_room(case: Case) -> None:
    case.confirmed(ANN, trial=ONE)
    with case.file() as db, db:
        others = [(f"NCT{number:08}",) for number in range(1, MOST_FOLLOWED)]
        db.executemany("INSERT INTO follows SELECT id, 'trial', ? FROM readers", others)
    case.post("/follow", {"address": ANN, "trial": TWO})
    link = case.mails.link("/follow/confirm")
    answer = case.post("/follow/confirm", {"link": link})
    assert (answer.status_code, f"follow {MOST_FOLLOWED} things" in answer.text) == (409, True)
    assert case.rows("follows") == MOST_FOLLOWED
    with case.file() as db, db:
        db.execute("DELETE FROM follows WHERE key = ?", others[0])
    assert "Confirmed" in case.post("/follow/confirm", {"link": link}).text


def test_a_clock_that_was_years_ahead_keeps_nobody_waiting_for_years(case: Case) -> None:
    ahead = timedelta(days=4000).total_seconds()
    case.confirmed(ANN, trial=ONE)
    case.clock.advance(ahead)
    for number in range(BY_VISITOR):
        case.post("/follow", {"address": f"d{number}@example.org"})
    case.behind()
    assert case.round() == Sent(taken=1)
    case.clock.advance(-ahead)
    with case.file() as db, db:
        db.execute("UPDATE readers SET state = ?", (NOTHING_TOLD,))
    assert case.round() == Sent(taken=1)
    assert case.round() == Sent()
    assert case.post("/follow", {"address": ANN}).status_code == 200


# --- servers that fail ---


def readers(case: Case) -> None:
    for address in (ANN, BOB, CY):
        case.confirmed(address, trial=ONE)
    case.behind()
    case.mails.mails.clear()
    case.mails.asked = -1


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("where", ["before", "after"])
def test_a_server_that_breaks_off_leads_to_one_mail_each_in_the_end(case, number, where) -> None:
    readers(case)
    case.mails.breaks = {number: where}
    with pytest.raises(UpstreamUnavailable) as error:
        case.round()
    assert "example.org" not in str(error.value)
    case.mails.breaks = {}
    case.round()
    assert sorted(case.mails.to) == [ANN, BOB, CY]
    assert case.round() == Sent()


def test_a_server_that_is_not_there_costs_nobody_a_mail(case: Case) -> None:
    readers(case)
    away = replace(case.offer, port=free_port())
    with (
        closing(open_published(case.config)) as connection,
        pytest.raises(
            UpstreamUnavailable,
            match=r"refuses the connection; see host and port; 0 mails sent.* 3 put off",
        ),
    ):
        send(away, SITE, connection, records, case.clock)
    assert case.round() == Sent(taken=3)


def test_a_round_that_is_killed_sends_nobody_a_second_mail(case: Case) -> None:
    readers(case)
    with Book(case.offer.path) as book:
        first, *_ = book.due(case.clock.now(), timedelta(days=7))
        with closing(open_published(case.config)) as connection:
            book.begin(first, first_state(connection), case.clock.now())
    # Whether the server has that mail nobody knows: it counts as sent.
    assert case.round() == Sent(taken=2)
    assert first.address not in case.mails.to
    assert len(set(case.mails.to)) == 2


def test_an_address_that_bounces_is_deleted_after_a_few_times(case: Case) -> None:
    readers(case)
    case.mails.refused = {BOB}
    for time in range(1, BOUNCES + 1):
        told = case.round()
        assert (told.refused, told.deleted) == (1, int(time == BOUNCES))
        case.clock.advance(timedelta(days=7).total_seconds())
    assert case.rows("readers") == 2
    assert BOB.encode() not in case.offer.path.read_bytes()
    assert sorted(case.mails.to) == [ANN, CY]


def test_an_address_that_is_put_off_gets_its_mail_with_the_next_round(case: Case) -> None:
    readers(case)
    case.mails.later = {CY}
    assert case.round() == Sent(taken=2, waiting=1)
    case.mails.later = set()
    assert case.round() == Sent(taken=1)
    assert sorted(case.mails.to) == [ANN, BOB, CY]


def test_a_wish_for_an_address_that_does_not_exist_is_forgotten(case: Case) -> None:
    case.mails.refused = {ANN}
    assert "a mail is on its way" in case.post("/follow", {"address": ANN}).text
    assert case.rows("pending") == 0


# --- the private file ---


def test_who_opens_the_file_takes_away_nobodys_lock_on_it(tmp_path: Path) -> None:
    path = tmp_path / "private.db"
    Book(path).__exit__()
    other_process = f"""
import sqlite3
try:
    sqlite3.connect({str(path)!r}, timeout=0, isolation_level=None).execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
"""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        with Book(path):
            pass
        told = subprocess.run(
            [sys.executable, "-c", other_process], capture_output=True, text=True, check=True
        )
    assert told.stdout == "database is locked\n"


def test_a_copy_that_is_put_back_is_private_again_and_one_of_a_newer_version_refused(
    tmp_path: Path,
) -> None:
    path = tmp_path / "private.db"
    Book(path).__exit__()
    path.chmod(0o644)
    Book(path).__exit__()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StorageError, match="a newer version of harvest made this"):
        Book(path)


# --- privacy ---


def test_no_address_and_no_link_is_in_a_log_or_outside_the_private_file(
    case: Case, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    case.confirmed(ANN, trial=ONE)
    confirm = case.mails.link("/follow/confirm")
    case.behind()
    case.round()
    leave = case.mails.link("/follow/leave")
    case.get(f"/follow/leave?{urlencode({'link': leave})}")
    case.get(f"/follow/leave?{urlencode({'link': leave + 'x'})}")
    case.post("/follow", {"address": "wrong@"})
    case.mails.refused = {ANN}
    case.behind()
    case.round()
    ours = [r for r in caplog.records if r.name.startswith(("harvest", "datasette"))]
    logged = "\n".join(record.getMessage() for record in ours)
    for secret in (ANN, confirm, leave):
        assert secret not in logged
    for path in (case.config.publish.path, case.config.store.path):
        assert ANN.encode() not in path.read_bytes()
    assert stat.S_IMODE(case.offer.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(case.offer.path.parent.stat().st_mode) == 0o700


def test_a_visitor_behind_a_proxy_is_counted_by_its_own_address(case: Case) -> None:
    for number in range(BY_VISITOR + 2):
        fields = {"address": f"b{number}@example.org"}
        case.post("/follow", fields, x_real_ip="203.0.113.9")
    assert len(case.mails.mails) == BY_VISITOR
    case.post("/follow", {"address": ANN}, x_real_ip="203.0.113.10")
    assert case.mails.to[-1] == ANN


@pytest.mark.parametrize(
    ("peer", "header", "who"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("::1", "203.0.113.9", "203.0.113.9"),
        ("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("172.18.0.1", "203.0.113.9", "203.0.113.9"),
        ("8.8.8.8", "203.0.113.9", "8.8.8.8"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nobody", "unknown"),
        ("", "203.0.113.9", "unknown"),
    ],
)
def test_only_a_proxy_beside_the_site_says_who_a_visitor_is(peer: str, header: str, who: str):
    scope = {"client": (peer, 40_000), "headers": [(b"x-real-ip", header.encode())]}
    assert visitor(scope) == who


def test_a_visitor_is_counted_alike_whatever_address_of_its_network_it_takes(case: Case) -> None:
    def asked(number: int, visitor: str) -> int:
        fields = {"address": f"c{number}@example.org"}
        return case.post("/follow", fields, x_real_ip=visitor).status_code

    assert {asked(n, f"2001:db8:0:1:{n:x}::1") for n in range(BY_VISITOR)} == {200}
    assert asked(20, "2001:db8:0:1:ffff::9") == 429
    assert asked(21, "2001:db8:0:2::9") == 200
    # A socket for both versions writes 4 in 6: each is a visitor of its own still.
    assert {asked(30 + n, f"::ffff:203.0.113.{n}") for n in range(BY_VISITOR)} == {200}
    assert asked(50, "::ffff:203.0.113.99") == 200


def test_a_round_is_a_command_that_names_nobody(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readers(case)
    there = tmp_path / "config.toml"
    text = config_text(str(case.config.store.path), str(case.config.publish.path))
    there.write_text(text, "utf-8")
    command = ["digest", "--subscribers", "--config", str(there)]
    assert run(command) == 78
    assert "nobody can ask for mail until it is there" in capsys.readouterr().err
    offer = f'host = "127.0.0.1"\nport = {case.offer.port}\nfrom = "site@example.org"\n'
    section = f'[serve]\nbase_url = "{SITE}"\n[subscriptions]\n{offer}path = "{case.offer.path}"\n'
    there.write_text(text + section, "utf-8")
    assert run([*command, "--to", "smtp"]) == 2
    capsys.readouterr()
    assert run(command) == 0
    assert capsys.readouterr().out == "3 mails sent, 0 without news\n"
    assert sorted(case.mails.to) == [ANN, BOB, CY]
