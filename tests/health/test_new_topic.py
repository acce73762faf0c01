"""``harvest new``: a configuration for another topic, from a few words or a seed.

Relies on stand-ins.
"""

import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.config import Config, load
from harvest.health import services as asked
from harvest.health.counting import Counts
from harvest.newtopic import Idea
from harvest.newtopic.checking import TOO_MANY, judged, planned
from harvest.newtopic.fitting import proposed
from harvest.newtopic.seeds import is_seed
from harvest.paths import CHECKOUT
from harvest.run.refresh import refresh
from harvest.sources import Hits
from harvest.sources.searches import render
from harvest.standin import StandIn, at
from harvest.standin.faults import transport as transport
from harvest.web import PROBE
from tests.helpers.documents import fences
from tests.helpers.registries.new_topics import TOPICS, Topic, Typed, services

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, StandIn]]:
    with services(tmp_path_factory.mktemp("in-use")) as found:
        yield found


@pytest.fixture
def here(served: tuple[Path, StandIn], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a configuration in use that names the stand-ins."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HARVEST_CONFIG", str(served[0]))
    monkeypatch.setattr(sys, "stdin", StringIO())
    return tmp_path


def config(folder: Path) -> Config:
    return load(folder / "config.toml", {})


def words(made: Config) -> dict[str, tuple[str, ...]]:
    return {each.name: each.terms for each in made.topic.concepts}


def terminal(*arguments: str) -> str:
    """What a terminal shows of a command, answers included."""
    shown = StringIO()
    with redirect_stdout(shown), redirect_stderr(shown):
        assert run(arguments) == 0
    return shown.getvalue()


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.folder)
def test_the_guide_shows_what_a_terminal_shows_of_a_new_topic(
    topic: Topic, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = fences((CHECKOUT / "docs" / "another-topic.md").read_text("utf-8"))
    monkeypatch.setattr(sys, "stdin", Typed(*topic.answers))
    seen = f"$ harvest new {topic.folder}\n{terminal('new', topic.folder)}"
    seen = re.sub(r" +$", "", seen, flags=re.MULTILINE)
    assert seen in [each.text for each in guide if each.language == "text"], seen
    assert len(topic.answers) <= 5


def test_what_was_written_is_harvested_and_published(
    here: Path, served: tuple[Path, StandIn]
) -> None:
    therapy = "CAR-T, chimeric antigen receptor"
    options = ("--condition", "systemic lupus erythematosus", "--therapy", therapy, "--yes")
    assert run(["new", "lupus", *options]) == 0
    made = config(here / "lupus")
    assert made.store.path == here / "lupus" / "db" / "build" / "harvest.db"
    assert [each.name for each in made.topic.packs] == ["cells", "lupus"]
    assert refresh(made, quiet=True).exit_code == 0
    with closing(sqlite3.connect(made.publish.path)) as db:
        trials = db.execute("SELECT nct_id FROM trials ORDER BY nct_id").fetchall()
        kinds = db.execute(
            "SELECT DISTINCT value FROM facets WHERE facet = 'lupus_kind'"
        ).fetchall()
    assert [number for (number,) in trials] == ["NCT99000001", "NCT99000002"]
    assert kinds == [("SLE",)]


def test_a_file_that_is_there_stays_and_nobody_is_asked(
    here: Path, served: tuple[Path, StandIn], capsys: Captured
) -> None:
    (here / "mine").mkdir()
    (here / "mine" / "config.toml").write_text("# mine\n")
    before = len(served[1].requests.requests())
    assert run(["new", "mine", "--condition", "lupus nephritis", "--yes"]) == 73
    assert (here / "mine" / "config.toml").read_text() == "# mine\n"
    assert len(served[1].requests.requests()) == before
    assert capsys.readouterr().err == (
        "harvest: mine/config.toml: exists already, and is never overwritten; name another folder\n"
    )


def test_a_folder_that_may_not_be_written_is_told_before_anybody_is_asked(
    here: Path, served: tuple[Path, StandIn], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    # root, who may run the tests, may write anywhere
    monkeypatch.setattr("harvest.newtopic.writing.os.access", lambda *_: False)
    before = len(served[1].requests.requests())
    assert run(["new", "mine/lupus", "--condition", "lupus nephritis", "--yes"]) == 77
    assert capsys.readouterr().err == (
        f"harvest: mine/lupus: no permission to write in {here}; name another folder\n"
    )
    assert len(served[1].requests.requests()) == before
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "a topic needs words: give --condition, --therapy or --from"),
        (("--condition", " , ;"), "a topic needs words"),
        (("--condition", "lupus[tiab]"), "--condition: 'lupus[tiab]': write plain words"),
        (("--therapy", "x" * 101), "is 101 characters long; separate the words by commas"),
        (("--condition", "lupus", "--title", "x" * 201), "--title: write one line of at most 200"),
        (("--from", "gone.html"), "gone.html: can't be read (No such file or directory)"),
        (("--from", " "), "--from: is empty"),
        (("--from", "NCT99000099"), "NCT99000099: ClinicalTrials.gov has no such trial; check"),
        (("--from", "Nothing here is a name."), "--from: no condition and no treatment found"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("here")
def test_a_mistake_without_a_terminal_is_one_line(
    options: tuple[str, ...], says: str, capsys: Captured
) -> None:
    assert run(["new", "made", *options]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1
    assert not Path("made").exists()


def test_a_mistake_at_a_terminal_is_asked_again(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ("lupus[tiab]", "lupus nephritis", "", "9", "none", "Lupus")
    monkeypatch.setattr(sys, "stdin", Typed(*typed))
    shown = terminal("new", "made")
    assert "warning: condition: 'lupus[tiab]': write plain words" in shown
    assert "warning: '9': write numbers from 1 to 2, * or none" in shown
    made = config(here / "made")
    assert words(made) == {"condition": ("lupus nephritis",)}
    assert made.topic.concepts[0].mesh == ()
    assert [each.name for each in made.searches] == ["core"]  # the text of all trials is too much


def test_without_a_network_it_is_written_and_says_what_was_not_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(asked, "PATIENCE", PROBE)
    with services(tmp_path, at(transport.forbidden(), times=None)) as (file, _):
        monkeypatch.setenv("HARVEST_CONFIG", str(file))
        folder = tmp_path / "made"
        options = ("--condition", "NASH; MASH", "--from", "NCT99000003", "--yes", "-q")
        assert run(["new", str(folder), *options]) == 0
    output, error = capsys.readouterr()
    assert output == ""
    assert "warning: NCT99000003 not read: " in error
    assert "warning: MeSH not asked for headings: " in error
    assert "warning: not checked: PubMed: " in error
    assert "nothing of it has been checked with the services" in " ".join(
        (folder / "config.toml").read_text("utf-8").replace("\n#", "").split()
    )
    assert words(config(folder)) == {"condition": ("NASH", "MASH")}
    assert config(folder).topic.seed_trial == "NCT99000003"
    assert render(config(folder))


PARAGRAPH = """We treated patients with Lupus Nephritis and systemic lupus erythematosus who had
failed two drugs. Stem cell transplantation was given once; Lupus nephritis came back in none."""


@pytest.mark.parametrize(
    ("seed", "condition", "therapy", "trial"),
    [
        ("NCT99000001", "Systemic Lupus Erythematosus", "CD19 CAR-T cells", "NCT99000001"),
        (PARAGRAPH, "Lupus Nephritis", "Stem cell transplantation", None),
        ("page.html", "Lupus Nephritis", "Stem cell transplantation", None),
        ("trial.html", "Nonalcoholic Steatohepatitis", "Semaglutide", "NCT99000004"),
    ],
    ids=["trial", "paragraph", "page", "page of a trial"],
)
def test_a_seed_gives_the_words_of_both_concepts(
    seed: str, condition: str, therapy: str, trial: str | None, here: Path
) -> None:
    (here / "page.html").write_text(f"<title>x</title><script>NAFLD</script><p>{PARAGRAPH}</p>")
    (here / "trial.html").write_text("<h1>A trial</h1><p>NCT99000004 is read from the registry.")
    assert run(["new", "made", "--from", seed]) == 0
    made = config(here / "made")
    assert words(made)["condition"][0] == condition
    assert words(made)["therapy"][0] == therapy
    assert made.topic.seed_trial == trial
    assert "Placebo matching it" not in words(made)["therapy"]
    assert all(each.mesh for each in made.topic.concepts)


@pytest.mark.parametrize(
    ("answer", "seed"),
    [
        ("nct99000001", True),
        (PARAGRAPH, True),
        (", ".join(f"a disease of kind {n}" for n in range(20)), False),
        (" OR ".join(f"a disease of kind {n}" for n in range(20)), False),
        ("St. John's wort", False),
        ("gone.html", False),
    ],
)
def test_a_long_list_of_words_is_no_paragraph(answer: str, seed: bool) -> None:
    assert is_seed(answer) is seed


def test_few_requests_are_sent_and_the_number_is_said_before(
    here: Path, served: tuple[Path, StandIn], capsys: Captured
) -> None:
    before = len(served[1].requests.requests())
    assert run(["new", "my topic", "--condition", "liver cirrhosis", "--yes"]) == 0
    services_asked = [each.service for each in served[1].requests.requests()[before:]]
    # Of each word once, of the search once; MeSH for names, for what they are, and for the check.
    assert services_asked.count("mesh") == 3
    assert services_asked.count("clinicaltrials") == 3
    assert services_asked.count("pubmed") == 4
    shown = capsys.readouterr().out
    assert "Sending ClinicalTrials.gov 3, PubMed 4, MeSH 2 queries;" in shown
    assert shown.endswith("harvest run --config 'my topic/config.toml'\n")


@pytest.mark.usefixtures("here")
def test_what_brings_too_much_is_told_with_the_words_that_do() -> None:
    assert run(["new", "made", "--condition", "liver cirrhosis", "--yes", "--quiet"]) == 0
    plan = planned(config(Path("made")))
    counts = Counts()
    for sent in plan.strategies:
        counts.searches[sent.search, sent.source] = Hits(TOO_MANY + 1)
    for place, word in enumerate(plan.words):
        for source in word.asked:
            counts.words[place, source] = Hits(1_000 * (place + 1))
    warnings = judged(plan, counts).warnings
    assert len(warnings) == 2
    assert warnings[1] == (
        "search core finds 20,001 records of PubMed, too many to read; most by Liver Cirrhosis "
        "(3,000), Hepatic Cirrhosis (2,000), liver cirrhosis (1,000)"
    )


@pytest.mark.parametrize(
    ("condition", "therapy", "packs"),
    [
        ("systemic lupus erythematosus", "CD19 CAR-T cells", ["cells", "lupus"]),
        ("NASH", "semaglutide", ["drug", "liver"]),
        ("liver cirrhosis", "mesenchymal stem cells", ["cells", "liver"]),
        ("lupus", "", ["drug", "lupus"]),
        ("decompensated heart failure", "sacubitril", ["drug"]),
    ],
)
def test_packs_are_proposed_whose_terms_the_words_name(
    condition: str, therapy: str, packs: list[str]
) -> None:
    ideas = [Idea("condition", (condition,))] + [Idea("therapy", (therapy,))] * bool(therapy)
    assert [fit.pack for fit in proposed(ideas)] == packs
