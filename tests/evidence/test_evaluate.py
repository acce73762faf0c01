"""The evaluation of rankings, probable links and facets on gold sets of the usual form.

Relies on nothing beside the program.
"""

import csv
import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from harvest.cli import cli
from harvest.errors import UsageError
from harvest.evaluation.citations import cited, written_date
from harvest.evaluation.evaluate import TARGETS, best_rank, evaluate, ndcg
from harvest.evaluation.fitting import Example, threshold_for
from harvest.evaluation.gold import lines, pool, ranking_tasks
from harvest.evaluation.report import page, table
from harvest.evaluation.sheets import readings as quality
from harvest.evaluation.train import train
from harvest.evidence.links.competition import Rivals
from harvest.evidence.links.matcher import Candidates, Matcher
from harvest.evidence.links.model import Model, mark, shipped, write
from harvest.evidence.links.pairs.records import Report, Study
from harvest.facets import names
from harvest.rows import Article

WORDS = [
    "albumin",
    "bilirubin",
    "cirrhosis",
    "ascites",
    "portal",
    "kidney",
    "lung",
    "asthma",
    "stroke",
    "heart",
    "statin",
    "insulin",
    "glucose",
    "tumour",
    "radiotherapy",
    "vaccine",
    "influenza",
    "malaria",
    "tuberculosis",
    "depression",
    "anxiety",
    "pain",
    "surgery",
    "anaesthesia",
    "stent",
    "catheter",
    "dialysis",
    "transplant",
    "hepatitis",
    "fibrosis",
]


def write_lines(path: Path, rows: list[dict[str, object]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row) + "\n")


def gold_folder(folder: Path, trials: int = 30) -> Path:
    """Trials whose papers share their words, surnames and years, among as many others."""
    folder.mkdir()
    articles: list[dict[str, object]] = []
    records: list[dict[str, object]] = []
    outcomes: list[dict[str, object]] = []
    registry: list[dict[str, object]] = []
    titles: list[dict[str, object]] = []
    for n in range(trials):
        nct = f"NCT9{n:07d}"
        words = [WORDS[(n * k + k) % len(WORDS)] for k in (1, 3, 7, 11)]
        title = f"Effect of {words[0]} and {words[1]} on {words[2]} in {words[3]} number{n}"
        surname = f"Surname{chr(97 + n % 26)}{chr(97 + n // 26)}"
        articles.append(
            {
                "source": "x",
                "pmid": str(1000 + n),
                "title": title,
                "abstract": f"{title}. We measured {words[2]} in {40 + n} patients.",
                "citation": f"{surname} A, Other B. {title}. J Test. 2012 Jan;1(1):1-2.",
            }
        )
        articles.append(
            {
                "source": "x",
                "pmid": str(5000 + n),
                "title": f"Review of {words[1]} and {words[3]}",
                "abstract": f"A review of {words[0]} {words[3]} background{n}",
                "authors": ["Writer C"],
                "year": "1999",
            }
        )
        records.append(
            {
                "nct_id": nct,
                "brief_title": f"{words[0]} and {words[1]} in {words[3]} number{n}",
                "official_title": title,
                "brief_summary": f"We study {words[2]}",
                "officials": [f"Ann {surname}, MD"],
                "start_date": "May 2008",
                "completion_date": "June 2010",
                "org_study_id": f"ABC-{n}",
            }
        )
        query = f"{words[2]} measured with {words[0]} and {words[1]} number{n}"
        outcomes.append(
            {
                "nct_id": nct,
                "query": query,
                "result": [str(1000 + n)],
                "background": [str(5000 + n)],
            }
        )
        registry.append({"nct_id": nct, "relevant": [str(1000 + n)]})
        titles.append({"nct_id": nct, "pmid": 1000 + n, "trial_title": title})
    write_lines(folder / "articles.jsonl.gz", articles)
    write_lines(folder / "trials.jsonl.gz", records)
    write_lines(folder / "linking-outcomes-to-abstracts.jsonl.gz", outcomes)
    write_lines(folder / "linking-registry-results.jsonl.gz", registry)
    write_lines(folder / "linking-titles-manual-gold.jsonl.gz", titles)
    (folder / "facets-gold.tsv").write_text(
        "nct_id\tcell_source\tauto_allo\troute\tdose\taetiology\n"
        "NCT90000000\tbone marrow\tauto\tIV\t1e6/kg\tHBV\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gold_folder(tmp_path_factory.mktemp("gold") / "sets")


def test_every_asked_figure_and_its_bm25_twin_come_out_of_one_run(gold: Path) -> None:
    result = evaluate(gold)
    assert TARGETS.keys() <= result.figures.keys()
    for name in TARGETS:
        if not name.startswith(("facet", "probable_precision_half")):
            assert f"{name}_bm25" in result.figures
    assert {"related_words_ndcg10", "related_whole_ndcg10"} <= result.figures.keys()
    assert all(0 <= value <= 1 for value in result.figures.values())
    assert result.seen == {"outcomes": 0, "registry": 0, "titles": 0}


def test_what_a_folder_lacks_is_said_and_the_rest_is_measured(gold: Path, tmp_path: Path) -> None:
    for name in ("articles.jsonl.gz", "linking-titles-manual-gold.jsonl.gz"):
        (tmp_path / name).write_bytes((gold / name).read_bytes())
    result = evaluate(tmp_path)
    assert "titles_r1" in result.figures
    assert "registry_r1" not in result.figures
    assert len(result.skipped) == 6
    assert any("linking-registry-results.jsonl.gz" in text for text in result.skipped)


def test_an_empty_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold set"):
        evaluate(tmp_path)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "articles.jsonl.gz", "wt") as file:
        file.write('{"pmid": "1"}\n{broken\n')
    with pytest.raises(UsageError, match=r"articles\.jsonl\.gz line 2"):
        list(lines(tmp_path / "articles.jsonl.gz"))


def test_right_papers_from_before_their_trial_are_counted_apart(gold: Path) -> None:
    task = next(task for task in ranking_tasks(gold) if task.name == "registry")
    assert task.too_early() == {}
    right = {"NCT90000001": ("1001", "5001"), "NCT90000002": ("1002",)}
    assert replace(task, right=right).too_early() == {"NCT90000001": ("5001",)}


def test_weights_learned_from_a_folder_are_not_judged_on_it(
    gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = train(gold)
    assert model.saw("NCT90000003")
    fitted: list[int] = []
    from harvest.evaluation import evaluate as module
    from harvest.evaluation import linking

    fit = linking.fit_linker

    def counting(samples):
        fitted.extend(len(sample.examples) for sample in samples)
        return fit(samples)

    monkeypatch.setattr(linking, "shipped", lambda: model)
    monkeypatch.setattr(module, "shipped", lambda: model)
    monkeypatch.setattr(linking, "fit_linker", counting)
    result = evaluate(gold)
    assert result.seen["registry"] == 30
    assert fitted, "nothing was learned anew"
    assert all(count < 30 for count in fitted)
    assert "30 seen in training" in table(result)


def test_training_twice_gives_the_same_weights(gold: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        write(train(gold), folder)
    assert (first / "weights.json").read_bytes() == (second / "weights.json").read_bytes()
    assert mark("NCT90000000") in (first / "trained_on.txt").read_text()
    assert "NCT9" not in (first / "trained_on.txt").read_text()


def test_the_shipped_weights_are_complete() -> None:
    model = shipped()
    assert isinstance(model, Model)
    assert 0 < model.linker.threshold <= 1
    assert model.trained_on


def test_the_command_prints_one_json_object(gold: Path, tmp_path: Path) -> None:
    target = tmp_path / "docs" / "quality.md"
    result = CliRunner().invoke(
        cli, ["evaluate", "--gold", str(gold), "--json", "--write", str(target), "--quiet"]
    )
    assert result.exit_code == 0, result.output
    assert TARGETS.keys() <= json.loads(result.stdout).keys()
    text = target.read_text(encoding="utf-8")
    assert "| Registry record → titles and authors, R@1 |" in text


def test_the_page_says_what_a_review_and_a_record_disagree_on(gold: Path) -> None:
    text = page(evaluate(gold))
    assert "not stated" in text
    assert "NCT90000000" in text


def test_the_page_gives_the_rates_of_what_was_read_by_batch(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = tmp_path / "facet-reading.csv"
    read.write_text(
        "batch,kind,record,facet,right,wrong,missed,note\n"
        "1,trial,NCT90000000,route,3,1,1,of another vein\n"
        "1,trial,NCT90000001,route,0,0,1,\n"
        "2,paper,90,product,0,1,0,only counted\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(quality, "FACETS_READ", read)
    text = page(evaluate(gold))
    assert "2 in batch 1, 1 in batch 2" in text
    assert "| trials | route | 0.75 / 0.60 (6) | – |" in text
    assert "| papers | product | – | 0.00 / 0.00 (1) |" in text


def test_every_reading_that_is_kept_counts_whole_values() -> None:
    with quality.FACETS_READ.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["record"] for row in rows}) > 150
    for row in rows:
        assert row["kind"] in {"trial", "paper"}
        assert row["facet"] in names()
        assert bool(row["note"]) == (row["wrong"] != "0" or row["missed"] != "0")


def test_ties_stand_at_their_average_rank() -> None:
    assert best_rank(np.array([1.0, 1.0, 1.0, 0.0]), [0]) == 2
    assert best_rank(np.array([3.0, 1.0, 1.0, 0.0]), [1, 0]) == 1


def test_ndcg_is_one_for_the_ideal_order_and_less_for_a_late_hit() -> None:
    scores = np.array([0.9, 0.8, 0.1, 0.0])
    assert ndcg(scores, [0, 1]) == pytest.approx(1)
    assert ndcg(scores, [2]) == pytest.approx(0.5)


def test_authors_and_dates_are_read_from_a_citation(gold: Path) -> None:
    paper = pool(gold)[0]
    assert [row[3:5] for row in paper.tables["authors"]][:2] == [("Surnameaa", "A"), ("Other", "B")]
    article = Article(*paper.tables["articles"][0])
    assert (article.year, article.published) == (2012, "2012-01")


@pytest.mark.parametrize(
    ("citation", "dates"),
    [
        ("A B. T. Spine (Phila Pa 1976). 2010 Mar 15;35(6):1-9.", ("2010-03-15", None)),
        (
            "A B. T. Am J Rhinol. 2010 Nov-Dec;24(6):433. Epub 2010 Nov 10.",
            ("2010-11", "2010-11-10"),
        ),
        ("A B. T. Lancet. 2009;373(9682):1-9.", ("2009", None)),
        ("A B. T. J Clin Oncol. 2007 Feb 1;25(4):1-9.", ("2007-02-01", None)),
    ],
)
def test_the_date_of_a_citation_is_not_that_of_a_journals_name(
    citation: str, dates: tuple[str | None, str | None]
) -> None:
    assert cited(citation, "T")[1:] == dates


@pytest.mark.parametrize(
    ("text", "date"),
    [("March 5, 1996", "1996-03-05"), ("March 1996", "1996-03"), ("1996", "1996"),
     ("2009-01-01", "2009-01-01"), ("2009-01", "2009-01"), (2011, "2011"), (None, None)],
)  # fmt: skip
def test_a_date_is_never_more_precise_than_said(text: object, date: str | None) -> None:
    assert written_date(text) == date


def test_a_paper_that_another_trial_claims_more_is_behind() -> None:
    rivals = Rivals(3)
    rivals.add(0, np.array([0, 1]), np.array([5.0, 1.0]))
    rivals.add(1, np.array([1, 2]), np.array([3.0, 2.0]))
    assert rivals.ahead(0, np.array([0, 1]), np.array([5.0, 1.0])).tolist() == [6.0, -2.0]
    assert rivals.ahead(1, np.array([1, 2]), np.array([3.0, 2.0])).tolist() == [2.0, 6.0]


def test_without_its_own_paper_a_trial_is_compared_with_the_best_of_the_others() -> None:
    titles = [
        "Cord cells in cirrhosis",
        "Cord blood in stroke",
        "Statins in cirrhosis of the liver",
    ]
    reports = [Report(str(n), title) for n, title in enumerate(titles)]
    (found,) = Matcher(reports).candidates([Study("NCT1", ("Cord cells in cirrhosis",))])
    example = Example("NCT1", found, (0,), 1)
    assert len(found.rows) == 3
    for kept in (example.unpublished().candidates, example.among_few().unpublished().candidates):
        shares = {name: column for name, column in kept.values.items() if "to_best" in name}
        assert shares
        for name, column in shares.items():
            plain = kept.values[name.removesuffix("_to_best")]
            assert column == pytest.approx(plain / plain.max(initial=1e-9))


def test_the_threshold_is_the_lowest_that_keeps_the_precision() -> None:
    rows = np.arange(40)
    example = Example("NCT1", Candidates(rows, {}), tuple(range(30)), 30)
    chances = np.linspace(1, 0, 40)
    assert threshold_for([(example, chances)], 0.9) == pytest.approx(chances[32])
    assert threshold_for([(Example("NCT1", Candidates(rows, {}), (), 0), chances)], 0.9) > 1


def test_tasks_hold_only_questions_that_the_pool_can_answer(gold: Path) -> None:
    for task in ranking_tasks(gold):
        held = {paper.id for paper in task.papers}
        assert all(ids and held.issuperset(ids) for ids in task.right.values())
