"""Commands that hand over to a module: what they pass on, say and end with.

Relies on nothing beside the program.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest

from harvest import publish as publication
from harvest import site
from harvest.cli import run
from harvest.config import Config
from harvest.publish import Published
from harvest.run import refresh as run_module
from harvest.run.lock import run_lock
from harvest.run.refresh import Outcome

CONFIG = """
[topic]
title = "Example"
[topic.concepts.condition]
terms = ["cirrhosis", "ci*"]
[[search]]
name = "core"
all = ["condition"]
[sources.clinicaltrials]
base_url = "http://127.0.0.1:1"
[store]
path = "harvest.db"
[publish]
path = "evidence.db"
"""


@dataclass
class Recorder:
    """Stands for a module's function: keeps what it is called with, gives back what it is told."""

    answer: Any
    calls: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, config: Any, **options: Any) -> Any:
        self.calls.append({"title": config.topic.title, **options})
        return self.answer


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def outcome(**values: Any) -> Outcome:
    return Outcome(**{"run_id": 3, "state": "complete", "exit_code": 0} | values)


# --- refresh ---


def test_refresh_passes_on_its_options_and_tells_what_came(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    published = Published(4, folder / "evidence.db", {"trials": 2})
    fake = Recorder(outcome(published=published))
    monkeypatch.setattr(run_module, "refresh", fake)
    assert run(["refresh", "--full", "--source", "clinicaltrials", "--accept-shrink"]) == 0
    assert fake.calls == [
        {
            "title": "Example",
            "full": True,
            "sources": ("clinicaltrials",),
            "quiet": False,
            "say": click.echo,
            "accept_shrink": True,
            "recording": None,
            "start_anew": False,
        }
    ]
    output = capsys.readouterr()
    assert output.out == (
        "run 3: complete; 0 new, 0 changed, 0 unreadable; 0 in quarantine; "
        "published as generation 4\n"
    )
    assert "contact is empty" in output.err
    assert "ci*" in output.err


def test_a_refresh_under_cron_is_silent_when_all_is_well(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del folder
    fake = Recorder(outcome())
    monkeypatch.setattr(run_module, "refresh", fake)
    assert run(["refresh", "--quiet"]) == 0
    assert fake.calls[0]["sources"] is None
    assert capsys.readouterr() == ("", "")


def test_a_refresh_under_cron_names_each_problem_and_ends_with_its_code(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del folder
    problems = ("clinicaltrials core search: partial: one id never came", "pubmed: failed: late")
    fake = Recorder(outcome(state="partial", exit_code=69, problems=problems))
    monkeypatch.setattr(run_module, "refresh", fake)
    assert run(["refresh", "-q"]) == 69
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.splitlines() == [f"harvest: {problem}" for problem in problems]


def test_a_source_that_is_not_configured_is_a_usage_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = Recorder(outcome())
    monkeypatch.setattr(run_module, "refresh", fake)
    assert run(["refresh", "--source", "clinicaltrial"]) == 2
    assert "did you mean clinicaltrials?" in capsys.readouterr().err
    assert fake.calls == []
    assert [file.name for file in folder.iterdir()] == ["config.toml"]


# --- publish ---


def test_publish_tells_what_now_stands_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "harvest.db").touch()
    published = Published(4, folder / "evidence.db", {"trials": 1234, "articles": 5})
    fake = Recorder(published)
    monkeypatch.setattr(publication, "publish", fake)
    assert run(["publish", "--accept-shrink"]) == 0
    assert fake.calls == [{"title": "Example", "accept_shrink": True}]
    assert capsys.readouterr().out.endswith("evidence.db: generation 4, 1,234 trials, 5 papers\n")
    assert run(["publish", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_publish_waits_for_no_run_and_needs_a_harvest(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = Recorder(None)
    monkeypatch.setattr(publication, "publish", fake)
    assert run(["publish"]) == 74
    assert "run `harvest refresh` first" in capsys.readouterr().err
    assert [file.name for file in folder.iterdir()] == ["config.toml"]
    (folder / "harvest.db").touch()
    with run_lock(folder / "harvest.db"):
        assert run(["publish"]) == 75
    assert "another run is in progress" in capsys.readouterr().err
    assert fake.calls == []


# --- serve ---


def test_serve_takes_host_and_port_from_the_configuration_or_the_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del folder
    served: list[tuple[str, int, bool]] = []

    def serve(config: Config, *, sample: bool) -> None:
        served.append((config.serve.host, config.serve.port, sample))

    monkeypatch.setattr(site, "serve", serve)
    assert run(["serve"]) == 0
    assert run(["serve", "--host", "127.0.0.2", "--port", "0"]) == 0
    assert served == [("127.0.0.1", 8001, False), ("127.0.0.2", 0, False)]


@pytest.mark.parametrize("port", ["-1", "65536", "ten", "1e9", "８００１x", ""])
def test_a_port_that_is_none_is_a_usage_error(
    folder: Path, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    del folder
    assert run(["serve", "--port", port]) == 2
    output = capsys.readouterr()
    assert "--port" in output.err
    assert output.err.count("\n") == 1


def test_serve_needs_a_publication(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve"]) == 74
    assert capsys.readouterr().err.count("\n") == 1
    assert [file.name for file in folder.iterdir()] == ["config.toml"]
