"""Every benchmark runs and gives ratios; how large they are is not for a test to say.

Relies on other processes.
"""

import json
import math
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks import material, usual
from benchmarks.parsing import cut_answer, cut_page, entrez_read
from benchmarks.row import QUICK, Row, Scale, at_least, at_most
from benchmarks.runner import BENCHES, document, run
from harvest.config.folders import STATE, pace
from harvest.sources.clinicaltrials import SOURCE as CLINICALTRIALS
from harvest.sources.pubmed import SOURCE as PUBMED
from tests.helpers.places import ROOT


# Not the one that needs the whole history of the project, and half a minute for two bases.
@pytest.mark.parametrize("name", [name for name in BENCHES if not name.endswith("-before")])
def test_each_benchmark_gives_ratios_to_named_baselines(name: str) -> None:
    rows = BENCHES[name](QUICK)
    assert rows
    for row in rows:
        assert math.isfinite(row.ratio)
        assert row.ratio > 0
        assert row.what
        assert row.baseline
        assert row.figures


@pytest.mark.parametrize("named", [True, False])
def test_benchmarks_keep_their_pace_apart_from_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv(STATE, str(tmp_path / "named"))
    if not named:
        monkeypatch.delenv(STATE)
    before = dict(os.environ)
    used: list[Path] = []

    def bench(scale: Scale) -> list[Row]:
        del scale
        asked = [sys.executable, "-c", "from harvest.config.folders import pace; print(pace())"]
        child = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
        used.extend((pace(), Path(child.stdout.strip())))
        return [Row("n", "what", "base", 1.0, None, "")]

    monkeypatch.setitem(BENCHES, "mine", bench)  # type: ignore[arg-type]  # a dict to all but its readers
    assert len(list(run(["mine"], QUICK))) == 1
    here, there = used
    assert here == there
    assert not here.is_relative_to(tmp_path)
    assert not here.exists()
    assert not any(tmp_path.iterdir())
    assert dict(os.environ) == before


def test_a_bound_holds_on_its_own_side_only() -> None:
    assert at_most(1).holds(1.0)
    assert not at_most(1).holds(1.01)
    assert at_least(3).holds(3.5)
    assert not at_least(3).holds(2.9)


def test_the_page_says_which_expectations_were_not_met() -> None:
    rows = [Row("n", "what", "base", 2.0, at_most(1), "2 s / 1 s")]
    assert "| n | what | base | 2.00 | ≤ 1 | NO | 2 s / 1 s |" in document(rows, QUICK)


def test_some_rows_are_replaced_and_the_others_stay() -> None:
    rows = [Row("a", "x", "base", 2.0, None, "old"), Row("b", "y", "base", 1.0, None, "kept")]
    page = document([Row("a", "x", "base", 3.0, None, "new")], QUICK, document(rows, QUICK))
    assert "| b | y | base | 1.00 |  |  | kept |" in page
    assert "| a | x | base | 3.00 |  |  | new |" in page
    assert "| old |" not in page
    assert page.count("| benchmark | what |") == 1
    assert "## How to read it" in page


def test_rows_of_another_scale_are_not_mixed_in() -> None:
    with pytest.raises(ValueError, match="another scale"):
        document([], QUICK, document([], Scale()))


def test_the_usual_way_makes_as_many_rows_of_studies_as_harvest_does() -> None:
    for page in material.studies(QUICK).answers:
        ours = list(map(CLINICALTRIALS.normalise, cut_page(page)))
        for record, study in zip(ours, json.loads(page)["studies"], strict=True):
            for name, rows in usual.of_study(study).items():
                assert len(rows) == len(record.tables.get(name, ())), (record.id, name)


def test_the_usual_way_makes_about_as_many_rows_of_papers_as_harvest_does() -> None:
    ours, theirs = Counter[str](), Counter[str]()
    for answer in material.part(material.articles(QUICK), 3).answers:
        found: Any = entrez_read(answer)
        for paper in found["PubmedArticle"]:
            theirs.update({name: len(rows) for name, rows in usual.of_article(paper).items()})
        for record in map(PUBMED.normalise, cut_answer(answer)):
            if record.tables["articles"][0][2] == "article":  # Biopython's books are apart
                ours.update({name: len(rows) for name, rows in record.tables.items()})
    for name in theirs:
        # harvest counts the electronic date and that of old records among the events
        tolerance = 0.2 if name == "article_dates" else 0.02
        assert theirs[name] == pytest.approx(ours[name], rel=tolerance), name


def test_an_unknown_benchmark_is_a_usage_error() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "nonsense"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert "Traceback" not in done.stderr
