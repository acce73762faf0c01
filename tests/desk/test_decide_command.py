"""``harvest decide`` on the command line: decides, takes back, lists, exchanges.

Relies on nothing beside the program.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.config import Config, load
from harvest.health.doctor import examine
from tests.helpers.bases.work_base import config_text
from tests.helpers.clock import FakeClock
from tests.helpers.desk.topics import FORMER, ONE, PAPER, THREE

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(desk_base: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """What a command of a topic ends with and says."""
    file = tmp_path / "config.toml"
    file.write_text(config_text(desk_base.store.path, desk_base.publish.path))

    def command(*words: str) -> tuple[int, str, str]:
        code = run(["decide", *words, "--config", str(file)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_a_record_is_decided_and_taken_back_in_one_line_each(say: Said, tmp_path: Path) -> None:
    assert say(
        ONE, "exclude", "--reason", "duplicate", "--note", "of the pilot", "--as", "Ama"
    ) == (
        0,
        f"{ONE}, title: exclude (duplicate; of the pilot) by Ama\n",
        "",
    )
    code, out, _ = say("--as", "Ama", ONE, "include")
    assert (code, out) == (
        0,
        f"{ONE}, title: include by Ama; before: exclude (duplicate; of the pilot)\n",
    )
    assert (
        say("on", ONE, "--undo", "--as", "ama")[1] == f"{ONE}, title: include by ama taken back\n"
    )
    assert (tmp_path / "judgements" / "decisions.csv").read_text().count("\n") == 1
    code, _, err = say(ONE, "--undo", "--as", "Ama")
    assert (code, err) == (
        2,
        f"harvest: {ONE}: Ama has not decided it (title); nothing to take back\n",
    )


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((ONE, "maybe", "--as", "A"), 2, "'maybe' is not a decision; write include, exclude or"),
        ((ONE, "--as", "A"), 2, "say what is decided: include, exclude, undecided, or --undo"),
        ((ONE, "include", "--undo", "--as", "A"), 2, "--undo takes a decision back"),
        ((ONE, "include", "--stage", "x", "--as", "A"), 2, "stage 'x' is not known"),
        (("NCT99999998", "include", "--as", "A"), 2, "not found in the database"),
        ((ONE, "exclude", "--reason", "odd", "--as", "A"), 2, "'odd' is not a reason of [desk]"),
        (("export", "x.pdf", "--for", "rayyan"), 2, "the file name must end in .ris or .csv"),
        (("import", "nowhere.ris"), 2, "nowhere.ris: can't be read"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line(say: Said, words: tuple[str, ...], code: int, told: str) -> None:
    ended, _, err = say(*words)
    assert (ended, err.count("\n")) == (code, 1)
    assert told in err


def test_two_people_meet_in_the_output_only_when_both_have_decided(say: Said) -> None:
    say(FORMER, "include", "--as", "Ama", "--note", "hers")
    code, out, _ = say("list", "--as", "Kofi")
    assert code == 0
    assert "Ama" not in out
    assert THREE not in out
    assert "Decisions of others are shown once two people have decided a record" in out
    say(ONE, "include", "--as", "Kofi")
    assert "Ama" not in say("list", "--as", "Kofi")[1] + say("list")[1] + say("conflicts")[1]
    _, out, _ = say(THREE, "exclude", "--as", "Kofi")
    assert out == (
        f"{THREE}, title: exclude by Kofi\n"
        "Conflict: Ama: include (hers); Kofi: exclude. The decision of a third person settles it.\n"
    )
    _, out, _ = say("conflicts")
    assert out.splitlines()[:2] == [
        f"{THREE}  title  Ama: include (hers); Kofi: exclude",
        "title: Ama and Kofi: 0 of 1 alike, kappa 0.00",
    ]
    _, out, _ = say(THREE, "include", "--as", "Nuria")
    assert "Settled: Ama: include (hers); Kofi: exclude; Nuria: include." in out
    assert "No conflicts." in say("conflicts")[1]


def test_what_goes_out_comes_in_again_and_says_how_much(say: Said, tmp_path: Path) -> None:
    say(PAPER, "include", "--as", "Ama")
    file = tmp_path / "to.ris"
    code, out, _ = say("export", str(file), "--for", "rayyan", "--decided", "--as", "Ama")
    assert (code, out) == (0, f"{file}: 1 record, 1 decision\n")
    file.write_text(file.read_text().replace('"Included"', '"Excluded"'))
    code, out, err = say("import", str(file))
    assert (code, out) == (
        0,
        f"{file}: 1 record; decisions: 0 new, 1 changed, 0 already here\n",
    )
    assert err == ""
    assert say("list")[1] == f"{PAPER}  title  agreed  Ama: exclude\n"


def test_checks_count_the_decisions_and_name_no_person(
    say: Said, desk_base: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say(PAPER, "include", "--as", "Ama")
    say(ONE, "exclude", "--as", "Kofi")
    path = tmp_path / "judgements" / "decisions.csv"
    path.write_text(path.read_text() + "NCT99999998,title,exclude,old reason,,Ama,,\n")
    summary = "3 decisions on 3 records, 2 people, 3 waiting for a second person"
    for words, told in (
        (("status",), f"Decisions of the review: {summary}"),
        (("judgements", "check"), f"{path}: {summary}"),
        (("judgements", "check"), "decision on NCT99999998: NCT99999998 not found"),
    ):
        assert run([*words, "--config", str(tmp_path / "config.toml")]) == 0
        out = capsys.readouterr().out
        assert told in out.splitlines()
        assert "Ama" not in out
    config = load(tmp_path / "config.toml", env={})
    found = [each for each in examine(config, clock=FakeClock()) if each.about == "decisions"]
    assert [(each.level, each.text) for each in found] == [
        ("ok", f"{path}: {summary}"),
        ("warning", f"{path}: reasons that [desk] reasons does not have: old reason"),
    ]
    path.write_text("record\n")
    (broken,) = (each for each in examine(config, clock=FakeClock()) if each.about == "decisions")
    assert (broken.level, broken.exit_code) == ("problem", 78)
    assert run(["status", "--config", str(tmp_path / "config.toml")]) == 0
    assert f"{path}: line 1: has no column stage" in capsys.readouterr().err
