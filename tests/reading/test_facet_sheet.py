"""The sheet on which a person judges what was read, and the table that follows from it.

Relies on nothing beside the program.
"""

import csv
import gzip
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup

from harvest.cli import run
from harvest.evaluation.sheets import judgements as judging
from harvest.evaluation.sheets import readings
from harvest.evaluation.sheets.judgements import COLUMNS, Row, wilson
from tests.helpers.bases.tiny import citation, study

ARMS = {
    "interventions": [
        {
            "type": "BIOLOGICAL",
            "name": "Umbilical cord MSC <i>",
            "description": "1 x 10^6 cells/kg intravenously, once a week for 4 weeks",
        }
    ]
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Seven trials, of which five name the cells that they give, and a paper."""
    folder = tmp_path / "corpus"
    lines = []
    for number in range(1, 8):
        record = json.loads(study(number)[1])
        protocol = record["protocolSection"]
        protocol["identificationModule"]["briefTitle"] = f"Study {number} of the liver"
        if number > 2:
            protocol["armsInterventionsModule"] = ARMS
        lines.append(json.dumps(record, separators=(",", ":")))
    (folder / "clinicaltrials").mkdir(parents=True)
    with gzip.open(folder / "clinicaltrials" / "a.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    (folder / "pubmed").mkdir()
    body = b"<PubmedArticleSet>" + citation(1)[1] + b"</PubmedArticleSet>"
    (folder / "pubmed" / "a.xml.gz").write_bytes(gzip.compress(body))
    return folder


class Result(NamedTuple):
    """How a command ended."""

    exit_code: int
    output: str


def evaluate(*arguments: str | Path) -> Result:
    """Run ``harvest evaluate`` as its user does: one line and an exit code, whatever ends it."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = run(["evaluate", *map(str, arguments)])
    return Result(code, said.getvalue())


def sheet(corpus: Path, target: Path, *more: str | Path) -> list[dict[str, str]]:
    """The lines of the CSV of a sheet."""
    result = evaluate("--sample", "3", "--records", corpus, "--write", target, *more)
    assert result.exit_code == 0, result.output
    with target.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_page_marks_the_words_of_every_value(corpus: Path, tmp_path: Path) -> None:
    rows = sheet(corpus, tmp_path / "sheet.html", "--naming", "MSC")
    page = BeautifulSoup((tmp_path / "sheet.html").read_text("utf-8"), "html.parser")
    assert page.find("meta", attrs={"name": "viewport"})
    assert len(page.find_all("section")) == 3
    marked = " ".join(mark.get_text() for mark in page.find_all("mark"))
    for row in rows:
        assert row["text"].split()[0] in marked
        assert row["verdict"] == ""
    assert {"dose", "route", "infusions", "interval"} <= {row["facet"] for row in rows}
    assert page.find("i") is None  # what a registry sends is text, not markup


def test_the_same_seed_draws_the_same_records_and_another_others(
    corpus: Path, tmp_path: Path
) -> None:
    drawn = [
        {row["record"] for row in sheet(corpus, tmp_path / f"{n}.html", "--seed", seed)}
        for n, seed in enumerate(("1", "1", "2", "3", "4"))
    ]
    assert drawn[0] == drawn[1]
    assert len(set(map(frozenset, drawn))) > 1


def test_what_was_read_before_is_not_drawn_again(corpus: Path, tmp_path: Path) -> None:
    first = sheet(corpus, tmp_path / "a.html")
    more = ("--but", tmp_path / "a.csv")
    second = sheet(corpus, tmp_path / "b.html", *more)
    assert not {row["record"] for row in first} & {row["record"] for row in second}


def test_a_record_of_which_nothing_was_read_has_its_line(corpus: Path, tmp_path: Path) -> None:
    rows = sheet(corpus, tmp_path / "a.html", "--facet", "sample_size")
    assert [row["verdict"] for row in rows] == ["read"] * 3


def test_papers_can_be_drawn_alone(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    result = evaluate("--sample", "1", "--records", corpus, "--kind", "article", "--write", target)
    assert result.exit_code == 0, result.output
    assert "99000001" in target.read_text("utf-8")


def test_a_csv_with_judgements_is_never_overwritten(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine", encoding="utf-8")
    result = evaluate("--sample", "1", "--records", corpus, "--write", tmp_path / "a.html")
    assert result.exit_code == 2
    assert "a.csv is there already" in result.output
    assert (tmp_path / "a.csv").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "give one of --gold FOLDER, --sample N and --judged CSV"),
        (("--sample", "0", "--write", "a.html"), "0 is not in the range"),
        (("--sample", "many", "--write", "a.html"), "'many' is not a valid integer"),
        (("--sample", "3"), "--sample needs --write FILE"),
        (("--sample", "3", "--write", "a.txt"), "which ends in .html"),
        (("--sample", "99", "--records", "{corpus}", "--write", "a.html"), "only 8 records"),
        (("--sample", "1", "--records", "{tmp}", "--write", "a.html"), "holds no records"),
        (
            ("--sample", "1", "--records", "{corpus}", "--facet", "colour", "--write", "a.html"),
            "--facet colour: is none of",
        ),
        (
            ("--sample", "1", "--records", "{corpus}", "--but", "{tmp}/x.csv", "--write", "a.html"),
            "has no column record",
        ),
        (("--judged", "{tmp}/x.csv"), "lacks the columns batch"),
        (("--judged", "{tmp}/x.csv", "--facet", "route"), "belong to --sample"),
    ],
)
def test_a_wrong_argument_gets_one_line(
    arguments: tuple[str, ...],
    told: str,
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = evaluate(*(text.format(corpus=corpus, tmp=tmp_path) for text in arguments))
    assert result.exit_code == 2, result.output
    said = result.output.strip().splitlines()[-1]
    assert told in said
    assert "Traceback" not in result.output


def judgements(path: Path, *verdicts: str, facet: str = "route") -> Path:
    """A CSV with a line a verdict."""
    lines = [",".join(COLUMNS)]
    for n, verdict in enumerate(verdicts):
        lines.append(f"1,trial,NCT0000000{n},{facet},vein,brief_title,0,2,iv,{verdict},")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_precision_and_recall_follow_from_the_csv(tmp_path: Path) -> None:
    path = judgements(tmp_path / "a.csv", *["right"] * 6, "wrong", "missed", "missed")
    result = evaluate("--judged", path)
    assert result.exit_code == 0, result.output
    assert "0.86 [0.49–0.97]" in result.output  # 6 of 7
    assert "0.75 [0.41–0.93]" in result.output  # 6 of 8
    text = "\n\n".join(judging.section(path))
    assert "| route | 6 | 1 | 2 | 0.86 [0.49–0.97] | 0.75 [0.41–0.93] |" in text
    assert "### Batch 1: 9 trials" in text


@pytest.mark.parametrize(
    ("verdict", "facet", "told"),
    [
        ("rihgt", "route", "line 2: the verdict is 'rihgt'"),
        ("", "route", "line 2: the verdict is ''"),
        ("right", "colour", "line 2: no facet is called 'colour'"),
    ],
)
def test_a_wrong_line_of_the_csv_is_named(
    verdict: str, facet: str, told: str, tmp_path: Path
) -> None:
    result = evaluate("--judged", judgements(tmp_path / "a.csv", verdict, facet=facet))
    assert result.exit_code == 2
    assert told in result.output


def test_an_interval_is_wilsons() -> None:
    assert wilson(0, 0) is None
    rate = wilson(10, 10)
    assert rate is not None
    assert (rate.share, rate.high) == pytest.approx((1.0, 1.0))
    assert rate.low == pytest.approx(0.7225, abs=1e-4)  # as in Wilson's tables
    assert Row(0, 0, 3).precision is None


def test_every_judgement_that_is_kept_is_whole_and_stands_on_the_page() -> None:
    found = judging.judged(readings.FACETS_JUDGED)
    assert len({one.record for one in found}) > 200
    for one in found:
        assert bool(one.note) == (one.verdict == "wrong") or one.verdict == "missed"
    page = (readings.FACETS_JUDGED.parent / "quality.md").read_text("utf-8")
    assert "\n\n".join(judging.section(readings.FACETS_JUDGED)) in page
