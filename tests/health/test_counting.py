"""``harvest strategy --counts``: what each word and each search finds, asked of the services.

Relies on stand-ins.
"""

import re
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.standin import at
from harvest.standin.faults import transport as transport
from tests.helpers.bases.small_services import configured

Captured = pytest.CaptureFixture[str]


def counted(folder: Path, *options: str) -> int:
    return run(["strategy", "--counts", "--config", str(folder / "config.toml"), *options])


def row(output: str, word: str) -> str:
    (line,) = re.findall(rf"^  {re.escape(word)}  +(.*)$", output, re.MULTILINE)
    return " ".join(line.split())


def test_words_concepts_and_searches_are_shown_with_what_they_find(
    tmp_path: Path, capsys: Captured
) -> None:
    with configured(tmp_path, terms=', "Cellgram", "livers"') as (_, standin):
        assert counted(tmp_path) == 0
        asked = standin.requests.requests()
    output, error = capsys.readouterr()
    assert "[core] clinicaltrials\n  query.cond = " in output
    assert "  finds 2\n" in output
    assert "  finds 3\n  understood as " in output
    assert row(output, "all of its words") == "2 3"
    assert row(output, "liver") == "2 3"
    assert (
        row(output, "livers") == "– 0 no paper contains livers"
    )  # a plural: one word to a registry
    assert row(output, "Cellgram") == "0 0 no trial and no paper contains Cellgram"
    assert row(output, "Liver Cirrhosis (MeSH)") == "2 3"
    assert error == ("Sending ClinicalTrials.gov 6, PubMed 7, MeSH 2 queries; at most 1 minute …\n")
    services = [request.service for request in asked]
    assert (services.count("clinicaltrials"), services.count("pubmed")) == (6, 7)


def test_the_services_are_asked_at_their_pace_and_how_long_is_said_before(
    tmp_path: Path, capsys: Captured
) -> None:
    from harvest.health.counting import plan

    with configured(tmp_path) as (config, _):
        text = (tmp_path / "config.toml").read_text().replace("1000.0", "0.02")
        (tmp_path / "config.toml").write_text(text)
        from harvest.config import load

        slow = plan(load(tmp_path / "config.toml", {}))
        fast = plan(config)
    assert slow.questions == fast.questions == {"ClinicalTrials.gov": 5, "PubMed": 5, "MeSH": 2}
    assert str(slow).endswith("at most 10 minutes …")
    assert fast.seconds == 12.0


@pytest.mark.parametrize(
    ("service", "title", "fault", "code"),
    [
        ("clinicaltrials", "ClinicalTrials.gov", transport.forbidden(), 69),
        ("pubmed", "PubMed", transport.status(404), 65),
        ("mesh", "MeSH", transport.redirect("https://elsewhere.example.org/"), 69),
    ],
    ids=["refused", "wrong address", "elsewhere"],
)
def test_a_service_that_can_not_be_asked_is_named_and_the_others_are_shown(
    tmp_path: Path,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    service: str,
    title: str,
    fault: object,
    code: int,
) -> None:
    from harvest.health import services
    from harvest.web import PROBE

    monkeypatch.setattr(services, "PATIENCE", PROBE)
    with configured(tmp_path, at(fault, service=service, times=None)) as (_, standin):
        assert counted(tmp_path) == code
        asked = [r for r in standin.requests.requests() if r.service == service]
    output, error = capsys.readouterr()
    assert title in error.splitlines()[-1]
    assert row(output, "liver") == {
        "clinicaltrials": "– 3",
        "pubmed": "2 –",
        "mesh": "2 3",
    }.get(service)
    assert len(asked) == 1, "a service that turns us away is not asked again"


def test_a_name_that_mesh_does_not_have_is_told(tmp_path: Path, capsys: Captured) -> None:
    with configured(tmp_path, mesh=', "Stem Cel Transplantation"'):
        assert counted(tmp_path, "--quiet") == 0
    output, error = capsys.readouterr()
    assert (
        "warning: MeSH name Stem Cel Transplantation: MeSH has no descriptor of that name; did you "
        "mean Stem Cell Transplantation?\n"
    ) in output
    assert error == ""


def test_a_concept_of_which_nothing_is_known_is_a_failure(tmp_path: Path, capsys: Captured) -> None:
    with configured(tmp_path):
        text = (tmp_path / "config.toml").read_text()
        text = re.sub(r"terms = .*\nmesh = .*", 'terms = ["Zzzyx"]', text)
        (tmp_path / "config.toml").write_text(text)
        assert counted(tmp_path) == 65
    _, error = capsys.readouterr()
    assert "correct [topic.concepts.condition]" in error


def test_without_a_network_the_strings_are_shown_and_no_name_is_doubted(
    tmp_path: Path, capsys: Captured
) -> None:
    with configured(tmp_path, mesh=', "Stem Cell Transplantation"') as (_, standin):
        assert run(["strategy", "--config", str(tmp_path / "config.toml")]) == 0
        assert len(standin.requests) == 0
    assert "warning" not in capsys.readouterr().out
