"""Feeds and digests: what changed reaches its reader once, whole, and only what was asked for.

Relies on nothing beside the program.
"""

import json
from contextlib import closing
from pathlib import Path

import feedparser
import pytest

from harvest import digest, feeds
from harvest.changes import Told
from harvest.cli import run
from harvest.config import Config
from harvest.digest import watch as watches
from harvest.errors import ConfigError
from harvest.publish import publish
from harvest.publish.read import open_published
from tests.helpers.bases.told import ONE, TWO, deliver, tell, watch
from tests.helpers.bases.work_base import NOW, execute


def read(config: Config, **wanted) -> list[Told]:
    with closing(open_published(config)) as connection:
        return feeds.read(connection, feeds.Filter(**wanted))


def test_no_mail_address_that_a_record_held_is_published_with_its_change(base):
    address = "Ward 3 j.example@clinic.example, Oneville"
    tell(base, ONE, "site_removed", address, None, note=address)
    tell(base, ONE, "site_added", None, address)
    execute(base.store.path, "UPDATE locations SET facility = ?", (address,))
    publish(base)
    assert b"j.example@" not in base.publish.path.read_bytes()
    (added,) = read(base, event="site_added")
    assert (added.new or "").startswith("Ward 3 ")


# --- feeds ---


def test_a_reader_that_polls_sees_each_entry_once(base):
    seen: list[str] = []
    for event in (None, None, "came_back", None, "edited"):
        if event:
            tell(base, ONE, event, seen_at=f"2026-11-24T0{len(seen)}:00:00Z")
            publish(base)
        body = feeds.as_atom(
            read(base), title="All", base="https://x.example", path="/changes.atom"
        )
        parsed = feedparser.parse(body)
        assert not parsed.bozo
        seen += [entry.id for entry in parsed.entries if entry.id not in seen]
    assert len(seen) == len(set(seen)) == 5


def test_a_feed_is_valid_links_to_the_site_and_holds_nothing_that_acts(base):
    body = feeds.as_atom(read(base), title="All", base="https://x.example", path="/changes.atom")
    parsed = feedparser.parse(body)
    assert parsed.version == "atom10"
    assert parsed.feed.updated == "2026-11-24T06:00:00+00:00"
    assert {entry.link for entry in parsed.entries} == {
        f"https://x.example/trials/{ONE}",
        f"https://x.example/trials/{TWO}",
        "https://x.example/articles/90000001",
    }
    assert b"<b>" not in body
    assert b"\x0b" not in body


def test_an_empty_feed_is_valid(base):
    body = feeds.as_atom([], title="None", base="https://x.example", path="/changes.atom")
    assert not feedparser.parse(body).bozo


@pytest.mark.parametrize(
    ("wanted", "records"),
    [
        ({"event": "stopped"}, [TWO]),
        ({"record": ONE}, [ONE]),
        ({"sponsor": "Synthetic Hospital"}, [TWO, ONE]),
        ({"sponsor": "Nobody"}, []),
        ({"country": "China"}, [TWO, ONE]),
        ({"records": ("90000001",)}, ["90000001"]),
        ({"records": ()}, []),
        ({"since": "2026-11-21"}, ["90000001", TWO]),
        ({"limit": 1, "offset": 1}, [TWO]),
    ],
)
def test_changes_are_filtered(base, wanted, records):
    assert [change.record_id for change in read(base, **wanted)] == records


def test_a_mass_change_is_left_out_until_a_person_releases_it(base):
    execute(
        base.store.path,
        "INSERT INTO upstream_changes VALUES (1, 1, 'trial', 'f', 30, 60, '[]', NULL)",
    )
    tell(base, ONE, "edited", "a", "b", upstream=1)
    publish(base)
    assert "edited" not in {change.event for change in read(base)}
    execute(base.store.path, "UPDATE upstream_changes SET released_on = '2026-11-24'")
    publish(base)
    assert "edited" in {change.event for change in read(base)}


def test_what_the_registry_tells_of_the_past_is_no_news_but_stands_on_the_trial(base):
    tell(base, ONE, "phase", "PHASE1", "PHASE2", origin="registry", happened_on="2019-01-01")
    publish(base)
    assert "phase" not in {change.event for change in read(base)}
    assert [change.event for change in read(base, record=ONE)] == ["status", "phase"]


# --- digests ---


def test_a_digest_tells_each_change_once(base, tmp_path):
    out = tmp_path / "digest.md"
    wanted = watch(tmp_path)
    assert deliver(base, wanted, str(out)).changes == 3
    assert f"## {TWO}" in out.read_text()
    assert deliver(base, wanted, str(out)).changes == 0
    assert "No changes." in out.read_text()
    tell(base, ONE, "came_back")
    publish(base)
    assert deliver(base, wanted, str(out)).changes == 1


def test_a_digest_holds_only_what_is_watched_and_the_papers_of_watched_trials(base, tmp_path):
    out = tmp_path / "digest.html"
    assert deliver(base, watch(tmp_path, f"trials = ['{ONE}']"), str(out)).changes == 2
    text = out.read_text()
    assert ONE in text
    assert "PMID 90000001" in text
    assert TWO not in text


def test_a_digest_of_one_kind_of_event_holds_no_other(base, tmp_path):
    wanted = watch(tmp_path, "events = ['stopped']")
    assert deliver(base, wanted, str(tmp_path / "d.md")).changes == 1


def test_a_long_digest_is_cut_and_the_rest_is_counted(base, tmp_path):
    out = tmp_path / "digest.md"
    assert deliver(base, watch(tmp_path, "limit = 1"), str(out)).changes == 3
    assert "and 2 more changes" in out.read_text()


def test_what_was_edited_is_named_in_feed_and_digest(base, tmp_path):
    tell(base, ONE, "edited", "QUADRUPLE", "DOUBLE", field="masking")
    tell(base, ONE, "arm_edited", "once", "twice", field="arms.description", note="Cells")
    tell(base, ONE, "official", "A. Example", None, field="officials.removed")
    publish(base)
    deliver(base, watch(tmp_path), str(tmp_path / "digest.md"))
    told = (tmp_path / "digest.md").read_text()
    body = feeds.as_atom(read(base), title="All", base="https://x.example", path="/c.atom")
    for said in (
        "masking: Quadruple masked → Double masked",
        "arms, description: once → twice (Cells)",
        "officials, removed: A. Example",
    ):
        assert said in told
        assert said in body.decode()
    assert "Status changed: Recruiting → Completed" in told  # which field, the event says


def test_ten_thousand_changes_make_a_short_digest_that_counts_them(base, tmp_path):
    execute(
        base.store.path,
        "INSERT INTO changes (kind, record_id, event, field, old, new, seen_at, run_id, origin) "
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
        "SELECT 'trial', ?, 'edited', 'acronym', i, i + 1, ?, 1, 'harvest' FROM n",
        (TWO, NOW),
    )
    publish(base)
    out = tmp_path / "digest.html"
    assert deliver(base, watch(tmp_path), str(out)).changes == 10_003
    assert out.read_text().count("<li>") == 100
    assert "and 9,903 more changes" in out.read_text()
    assert out.stat().st_size < 20_000
    assert deliver(base, watch(tmp_path), str(out)).changes == 0  # the rest does not come later


def test_each_list_remembers_for_itself_what_it_was_told(base, tmp_path):
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.write_text(f"trials = ['{ONE}']")
    other.write_text(f"trials = ['{TWO}']")
    out = str(tmp_path / "d.md")
    assert deliver(base, watches.read(one), out).changes == 2
    tell(base, ONE, "came_back")
    publish(base)
    assert deliver(base, watches.read(other), out).changes == 1
    assert deliver(base, watches.read(one), out).changes == 1


def test_a_watched_query_tells_what_came_into_it_and_what_went_out(base, tmp_path):
    out = tmp_path / "digest.md"
    wanted = watch(tmp_path, "queries = ['recruiting-trials']")
    deliver(base, wanted, str(out))
    assert "Watched from now on." in out.read_text()
    execute(base.store.path, "UPDATE trials SET status = 'COMPLETED' WHERE trial_id = ?", (ONE,))
    publish(base)
    assert deliver(base, wanted, str(out)).query_rows == 1
    assert f"Added: none. Removed: {ONE}." in out.read_text()


def test_what_is_watched_and_not_in_the_database_is_named(base, tmp_path):
    text = f'trials = ["{ONE}", "NCT80000000"]\nsponsors = ["synthetic hospital", "Nobody"]'
    with closing(open_published(base)) as connection:
        named = digest.unknown(connection, watch(tmp_path, text))
    assert named == [("trials", "NCT80000000"), ("sponsors", "Nobody")]


def test_a_digest_since_a_date_leaves_the_memory_of_what_was_sent_alone(base, tmp_path):
    wanted = watch(tmp_path)
    out = str(tmp_path / "d.md")
    assert deliver(base, wanted, out, since="2026-11-21").changes == 2
    assert deliver(base, wanted, out).changes == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("trials = ['NCT12']", "trials: 'NCT12' is not a trial number"),
        ("trials = 'NCT90000001'", "trials: is not a list"),
        ("trial = []", "trial: unknown"),
        ("queries = ['nope']", "queries: 'nope' is not a saved query"),
        ("events = ['nope']", "events: 'nope': unknown value; choose from"),
        ("limit = 0", "limit: is not a number"),
        ("limit = true", "limit: is not a number"),
        ("smtp = 1", "smtp: is not a table"),
        ("[smtp]\nhost = 'x'", "smtp.from: is missing"),
        ("[smtp]\nhost = 'x'\nfrom = 'a@b.c'", "smtp.to: has no address"),
        ('[smtp]\nhost = "x"\nfrom = "a@b.c\\nX: y"\nto = ["a@b.c"]', "not a mail address"),
        ("[smtp]\nhost = 'x'\nfrom = 'a@b.c'\nto = ['a@b.c']\nport = 0", "smtp.port"),
        ("[smtp]\nhost = 'x'\nfrom = 'a@b.c'\nto = ['a@b.c']\npassword = 'p'", "smtp.password"),
        (
            "[smtp]\nhost = 'x'\nfrom = 'a@b.c'\nto = ['a@b.c']\nuser = 5",
            "smtp.user: is not a text",
        ),
        ("= x", "is not TOML"),
    ],
)
def test_a_wrong_list_is_named_with_its_key(tmp_path, text, message):
    with pytest.raises(ConfigError, match=message) as error:
        watch(tmp_path, text)
    assert "watch.toml" in str(error.value)


def test_a_damaged_memory_is_said_with_its_cure(base, tmp_path):
    wanted = watch(tmp_path)
    (tmp_path / "watch.toml.sent.json").write_text("{")
    with pytest.raises(ConfigError, match="remove it to get everything reported again"):
        deliver(base, wanted, str(tmp_path / "d.md"))


# --- the terminal ---


@pytest.fixture
def there(base: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text(
        '[topic]\ntitle = "T"\n[topic.concepts.condition]\nterms = ["x"]\n[[search]]\n'
        'name = "core"\nall = ["condition"]\n[sources.pubmed]\nbase_url = "http://127.0.0.1:1"\n'
        '[store]\npath = "work.db"\n[publish]\npath = "evidence.db"\n'
    )
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("there")
def test_changes_are_told_in_the_terminal_as_text_json_and_atom(capfd):
    assert run(["changes", "--since", "2026-11-01"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert (
        lines[0]
        == "2026-11-24  90000001     Retracted: retracted [record revised 2026-11-01, PubMed]"
    )
    days = [line[:10] for line in lines]
    assert days == sorted(days, reverse=True)
    assert run(["changes", "--since", "2026-11", "--format", "json", "--event", "status"]) == 0
    (change,) = json.loads(capfd.readouterr().out)
    assert (change["old"], change["new"]) == ("RECRUITING", "COMPLETED")
    assert run(["changes", "--since", "2026", "--format", "atom"]) == 0
    assert len(feedparser.parse(capfd.readouterr().out).entries) == 3


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize(
    "arguments",
    [["--since", "yesterday"], ["--since", "2026-02-30"], ["--since", "2026", "--event", "nope"]],
)
def test_a_wrong_question_about_changes_is_a_usage_error(capfd, arguments):
    assert run(["changes", *arguments]) == 2
    assert capfd.readouterr().err.count("\n") == 1


@pytest.mark.usefixtures("there")
def test_a_digest_from_the_terminal_says_what_it_delivered(capfd):
    Path("watch.toml").write_text("")
    assert run(["digest", "--watch", "watch.toml", "--to", "d.md"]) == 0
    assert capfd.readouterr().out == "3 changes, 0 records in watched queries: delivered\n"
    assert run(["digest", "--watch", "watch.toml", "--to", "d.pdf"]) == 2
    assert run(["digest", "--watch", "none.toml", "--to", "d.md"]) == 78


def test_the_list_that_the_help_shows_is_one_that_can_be_watched(tmp_path, capsys):
    assert run(["digest", "--help"]) == 0
    help_text = capsys.readouterr().out
    lines = help_text[help_text.index("trials =") : help_text.index("Options:")].splitlines()
    path = tmp_path / "watch.toml"
    path.write_text("\n".join(line.strip() for line in lines))
    watched = watches.read(path)
    assert watched.trials == ("NCT03626090",)
    assert watched.mail is not None
    assert watched.mail.starttls
