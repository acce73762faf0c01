"""Every benchmark runs and gives ratios; how large they are is not for a test to say."""

import math
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.row import QUICK, Row, at_least, at_most
from benchmarks.runner import BENCHES, document

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", BENCHES)
def test_each_benchmark_gives_ratios_to_named_baselines(name: str) -> None:
    rows = BENCHES[name](QUICK)
    assert rows
    for row in rows:
        assert math.isfinite(row.ratio)
        assert row.ratio > 0
        assert row.what
        assert row.baseline
        assert row.figures


def test_a_bound_holds_on_its_own_side_only() -> None:
    assert at_most(1).holds(1.0)
    assert not at_most(1).holds(1.01)
    assert at_least(3).holds(3.5)
    assert not at_least(3).holds(2.9)


def test_the_page_says_which_expectations_were_not_met() -> None:
    rows = [Row("n", "what", "base", 2.0, at_most(1), "2 s / 1 s")]
    assert "| n | what | base | 2.00 | ≤ 1 | NO | 2 s / 1 s |" in document(rows, QUICK)


def test_an_unknown_benchmark_is_a_usage_error() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "nonsense"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert "Traceback" not in done.stderr
