"""One concept list in two query languages, and what the services would misunderstand.

Relies on nothing beside the program.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from harvest.config import (
    ChangesConfig,
    Concept,
    Config,
    JudgementsConfig,
    PublishConfig,
    Search,
    ServeConfig,
    SourceConfig,
    StoreConfig,
    Topic,
    load,
)
from harvest.sources.clinicaltrials.essie import essie_term, expression_of
from harvest.sources.pubmed.rendering import pubmed_term
from harvest.sources.searches import render, words
from harvest.strategy import Strategy, unused_concepts
from tests.helpers.places import ROOT

CONDITION = Concept("condition", ("liver cirrhosis", "ACLF"), ("Liver Cirrhosis",), "cond")
THERAPY = Concept("therapy", ("stem cell",), ("Stem Cell Transplantation",), "intr")


def configured(*concepts: Concept, search: Search | None = None) -> Config:
    names = tuple(concept.name for concept in concepts)
    return Config(
        path=None,
        contact="",
        topic=Topic("Example", None, concepts),
        searches=(search or Search("core", names),),
        sources={
            name: SourceConfig(name, f"https://{name}.example.org", 1.0)
            for name in ("clinicaltrials", "pubmed", "mesh")
        },
        store=StoreConfig(Path("/w.db")),
        publish=PublishConfig(Path("/p.db")),
        serve=ServeConfig(),
        changes=ChangesConfig(),
        judgements=JudgementsConfig(Path("/j")),
    )


def rendered(config: Config, source: str) -> Strategy:
    return next(strategy for strategy in render(config) if strategy.source == source)


def own(source: str, text: str) -> Strategy:
    search = Search("own", texts={source: text})
    return rendered(configured(search=search), source)


def test_clinicaltrials_gets_each_concept_in_its_field() -> None:
    strategy = rendered(configured(CONDITION, THERAPY), "clinicaltrials")
    assert strategy.params == (
        ("query.cond", '"liver cirrhosis" OR ACLF'),
        ("query.intr", '"stem cell" OR "Stem Cell Transplantation"'),
    )
    assert strategy.sent == (
        'query.cond="liver cirrhosis" OR ACLF & '
        'query.intr="stem cell" OR "Stem Cell Transplantation"'
    )
    assert strategy.warnings == ()


def test_two_concepts_of_one_field_must_both_be_met() -> None:
    ascites = Concept("ascites", ("ascites",), (), "cond")
    setting = Concept("setting", ("hospital", "clinic"), ())
    strategy = rendered(configured(CONDITION, ascites, setting), "clinicaltrials")
    assert strategy.params == (
        ("query.cond", '("liver cirrhosis" OR ACLF) AND (ascites)'),
        ("query.term", "hospital OR clinic"),
    )


def test_pubmed_gets_words_and_headings_with_their_fields() -> None:
    strategy = rendered(configured(CONDITION, THERAPY), "pubmed")
    assert strategy.sent == (
        '("liver cirrhosis"[tiab:~0] OR "ACLF"[tiab] OR "Liver Cirrhosis"[MeSH Terms]) AND '
        '("stem cell"[tiab:~0] OR "Stem Cell Transplantation"[MeSH Terms])'
    )
    assert strategy.params == (("term", strategy.sent),)


@pytest.mark.parametrize(
    ("text", "essie"),
    [
        ("cirrhosis", "cirrhosis"),
        ("Leberzirrhose", "Leberzirrhose"),
        ("肝硬変", "肝硬変"),
        ("liver cirrhosis", '"liver cirrhosis"'),
        ("G-CSF", '"G-CSF"'),
        ("OR", '"OR"'),
        ("missing", '"missing"'),
        ("a, b", '"a, b"'),
        ("x) OR (y", '"x) OR (y"'),
        ("AREA[Phase]PHASE1", '"AREA[Phase]PHASE1"'),
        ('say "x" \\', '"say \\"x\\" \\\\"'),
    ],
)
def test_a_term_brings_no_operator_into_essie(text: str, essie: str) -> None:
    assert essie_term(text) == essie


@pytest.mark.parametrize(
    ("text", "pubmed"),
    [
        ("cirrhosis", '"cirrhosis"[tiab]'),
        ("mesenchymal stem cell", '"mesenchymal stem cell"[tiab:~0]'),
        ("ADR-001", '"ADR-001"[tiab:~0]'),
        ("stem cell*", '"stem cell*"[tiab]'),
        ("CD34+ cells", '"CD34+ cells"[tiab:~0]'),
        ('x"[ti] OR "y', '"x ti OR y"[tiab:~0]'),
        ("NOT", '"NOT"[tiab]'),
    ],
)
def test_a_term_brings_no_operator_into_pubmed(text: str, pubmed: str) -> None:
    assert pubmed_term(text) == pubmed


def test_a_text_of_its_own_is_sent_as_it_stands_and_to_its_source_only() -> None:
    text = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"
    strategies = render(configured(search=Search("everything", texts={"clinicaltrials": text})))
    assert [(s.source, s.sent, s.params) for s in strategies] == [
        ("clinicaltrials", f"query.term={text}", (("query.term", text),))
    ]
    assert own("pubmed", "1800:3000[dp]").params == (("term", "1800:3000[dp]"),)


def test_a_source_that_is_switched_off_gets_no_strategy() -> None:
    config = configured(CONDITION)
    off = replace(config.sources["pubmed"], enabled=False)
    without = replace(config, sources={**config.sources, "pubmed": off})
    assert [strategy.source for strategy in render(without)] == ["clinicaltrials"]


@pytest.mark.parametrize("source", ["clinicaltrials", "pubmed"])
@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ('"liver cirrhosis', "double quote"),
        ("(cirrhosis OR fibrosis", "( and )"),
        ("cirrhosis) OR (fibrosis", "( and )"),
        ("cirrhosis[", "[ and ]"),
        ("cirrhosis and fibrosis", "write AND"),
        ("cirrhosis not fibrosis", "write NOT"),
    ],
)
def test_a_text_that_the_service_would_misread_is_warned_of(
    source: str, text: str, warning: str
) -> None:
    found = own(source, text).warnings
    assert len(found) == 1
    assert warning in found[0]


@pytest.mark.parametrize(
    "text", ["cirrhosis", "(cirrhosis OR fibrosis) AND cell", '"and"', "in-and-out", '"a) or b"']
)
def test_a_sound_text_is_not_warned_of(text: str) -> None:
    assert own("clinicaltrials", text).warnings == ()


def test_a_phrase_that_pubmed_would_break_up_is_warned_of_with_the_cure() -> None:
    risky = own("pubmed", '"stromal cell graft"[tiab] AND "liver cirrhosis"')
    assert [w for w in risky.warnings if '"stromal cell graft"[tiab:~0]' in w]
    assert [w for w in risky.warnings if '"liver cirrhosis"[tiab:~0]' in w]
    sound = '"stem cell"[tiab:~0] AND "Liver Cirrhosis"[mh] AND "cirrhosis"[ti] AND "a cell*"[ti]'
    assert own("pubmed", sound).warnings == ()


def test_truncation_is_left_out_where_it_is_unknown_and_warned_of() -> None:
    config = configured(Concept("condition", ("cirrho*", "ci*", "cirrhosis"), (), "cond"))
    trials, papers = render(config)
    assert trials.params == (("query.cond", "cirrhosis"),)
    assert "no truncation" in trials.warnings[0]
    assert papers.sent == '"cirrho*"[tiab] OR "ci*"[tiab] OR "cirrhosis"[tiab]'
    assert len(papers.warnings) == 1
    assert "ci*" in papers.warnings[0]


def test_a_concept_without_words_for_a_service_is_warned_of() -> None:
    trials = rendered(configured(Concept("condition", ("cirrho*",), ())), "clinicaltrials")
    assert trials.params == ()
    assert any("no words are left" in warning for warning in trials.warnings)


def test_an_over_long_expression_is_warned_of() -> None:
    many = tuple(f"rather long phrase number {n}" for n in range(300))
    strategy = rendered(configured(Concept("x", many, ())), "clinicaltrials")
    assert "split the search" in strategy.warnings[0]


def test_a_mesh_name_is_not_doubted_without_asking_mesh() -> None:
    config = configured(Concept("condition", (), ("Liver Cirrhosi", "Stem Cells"), "cond"))
    assert all(strategy.warnings == () for strategy in render(config))


def test_each_word_of_a_concept_is_asked_for_alone_as_the_search_asks_for_it() -> None:
    concept = Concept("condition", ("stem cell", "stem cells", "cirrho*"), ("Cirrhosis",), "cond")
    rows = {
        (word.text, word.heading): {name: each.sent for name, each in word.asked.items()}
        for word in words(configured(concept))
    }
    assert rows == {
        ("", False): {
            "clinicaltrials": 'query.cond="stem cell" OR Cirrhosis',
            "pubmed": '"stem cell"[tiab:~0] OR "stem cells"[tiab:~0] OR "cirrho*"[tiab] OR '
            '"Cirrhosis"[MeSH Terms]',
        },
        ("stem cell", False): {
            "clinicaltrials": 'query.cond="stem cell"',
            "pubmed": '"stem cell"[tiab:~0]',
        },
        # To ClinicalTrials.gov a plural is the same word, and a truncated one is none.
        ("stem cells", False): {"pubmed": '"stem cells"[tiab:~0]'},
        ("cirrho*", False): {"pubmed": '"cirrho*"[tiab]'},
        ("Cirrhosis", True): {
            "clinicaltrials": "query.cond=Cirrhosis",
            "pubmed": '"Cirrhosis"[MeSH Terms]',
        },
    }


def test_words_of_a_concept_that_no_search_asks_for_are_not_asked_for() -> None:
    config = configured(CONDITION, THERAPY, search=Search("core", ("therapy",)))
    assert {word.concept for word in words(config)} == {"therapy"}
    off = replace(config.sources["pubmed"], enabled=False)
    without = replace(config, sources={**config.sources, "pubmed": off})
    assert {name for word in words(without) for name in word.asked} == {"clinicaltrials"}


def test_a_concept_that_no_search_asks_for_is_found() -> None:
    config = configured(CONDITION, THERAPY, search=Search("core", ("therapy",)))
    assert unused_concepts(config) == ("condition",)


def test_the_default_strategy_has_no_warning_and_asks_every_service() -> None:
    strategies = render(load(ROOT / "config.toml", {}))
    assert [(strategy.search, strategy.source) for strategy in strategies] == [
        ("core", "clinicaltrials"),
        ("core", "ctis"),
        ("core", "isrctn"),
        ("core", "pubmed"),
        ("in-text", "clinicaltrials"),
    ]
    assert {strategy.warnings for strategy in strategies} == {()}
    assert [name for name, _ in strategies[0].params] == ["query.cond", "query.intr"]


def test_a_search_may_look_for_a_concept_in_the_words_of_the_study() -> None:
    both = ("condition", "therapy")
    config = configured(
        CONDITION,
        THERAPY,
        search=Search("text", both, look_in={"condition": "text", "therapy": "term"}),
    )
    trials, papers = render(config)
    words = '"liver cirrhosis" OR ACLF'
    assert trials.params == (
        (
            "query.term",
            f"(AREA[BriefSummary]({words}) OR AREA[DetailedDescription]({words})) AND "
            '("stem cell" OR "Stem Cell Transplantation")',
        ),
    )
    expression = expression_of(trials)
    (first, second) = expression.halves() if expression else (None, None)
    assert "ACLF" not in str(first and first.params)
    assert "ACLF" in str(second and second.params)
    assert papers.search == "text"  # no other search asks PubMed the same


def test_pubmed_is_not_asked_again_by_a_search_that_only_looks_elsewhere() -> None:
    config = configured(CONDITION, THERAPY)
    elsewhere = Search("text", config.searches[0].all, look_in={"condition": "text"})
    strategies = render(replace(config, searches=(*config.searches, elsewhere)))
    assert [(each.search, each.source) for each in strategies[2:]] == [("text", "clinicaltrials")]


def test_words_for_the_registry_alone_are_not_sent_to_pubmed() -> None:
    therapy = replace(THERAPY, own={"clinicaltrials": ("monocyte",)})
    trials, papers = render(configured(CONDITION, therapy))
    assert "monocyte" in trials.sent
    assert "monocyte" not in papers.sent
