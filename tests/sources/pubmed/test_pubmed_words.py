"""Words that PubMed does not know: told among alternatives, an error where they were needed.

Relies on stand-ins.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from harvest.sources.pubmed import SOURCE, esearch, understood
from harvest.sources.pubmed.fetch import fetch
from harvest.standin import Faults, at, serve
from harvest.standin.eutilities import services as standin_eutils
from harvest.standin.faults import content as content
from tests.helpers.sources.pubmed_walking import corpus, held, paper
from tests.helpers.sources.walking import Came, came, job

LIVER = "terms = ['cirrhosis', 'ESLD', 'liver failure']"
CELLS = "terms = ['stem cells', 'Cellgram', 'HepaStem', 'stromal*']"

PAPERS = {
    1: "Stem cells in cirrhosis",
    2: "Stromal tissue in liver failure",
    3: "Cirrhosis",
    4: "Stem cells",
}


def walked(
    folder: Path,
    concepts: dict[str, str] | None = None,
    *faults: Any,
    searches: dict[str, str] | None = None,
    papers: dict[int, str] = PAPERS,
    asked: list[str] | None = None,
    **named: Any,
) -> Came:
    served = corpus({pmid: paper(pmid, title=title) for pmid, title in papers.items()})
    with (
        serve(served, faults=Faults(*faults)) as standin,
        job(folder, standin, SOURCE, concepts=concepts, searches=searches, **named) as work,
    ):
        found = came(fetch(work))
        if asked is not None:
            asked += [r.param("term") for r in standin.requests.requests("pubmed", "esearch")]
        return found


def test_words_without_papers_change_nothing_and_are_told(tmp_path: Path) -> None:
    end = walked(tmp_path, {"condition": LIVER, "therapy": CELLS}).end("search")
    assert (end.state, end.ids, end.error) == ("complete", {"1", "2"}, None)
    assert end.not_found == ("ESLD", "Cellgram", "HepaStem")
    assert "Cellgram" not in (end.translation or "")


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("terms = ['stem cells', 'zzyzx*']", ("zzyzx*",)),
        ("terms = ['stem cells']\nmesh = ['Nonexistent Heading']", ("Nonexistent Heading (MeSH)",)),
        ("terms = ['stem cells', 'zzyzx qwertish']", ()),  # nearness: PubMed does not say
        ("terms = ['stem cells', 'zzyzx qwert*']", ("zzyzx qwert*",)),
        ("terms = ['stem cells', 'Cellgram', 'cellgram']", ("Cellgram",)),
    ],
)
def test_every_kind_of_word_may_find_nothing(
    words: str, missing: tuple[str, ...], tmp_path: Path
) -> None:
    end = walked(tmp_path, {"condition": LIVER, "therapy": words}).end("search")
    assert (end.state, end.ids) == ("complete", {"1"})
    assert end.not_found == ("ESLD", *missing)


@pytest.mark.parametrize(
    "words",
    ["terms = ['Cellgram', 'HepaStem']", "terms = ['Cellgram*']", "terms = ['zzyzx qwertish']"],
)
def test_a_concept_of_which_no_paper_has_a_word_is_an_error_that_names_it(
    words: str, tmp_path: Path
) -> None:
    end = walked(tmp_path, {"condition": LIVER, "therapy": words}).end("search")
    assert (end.state, end.ids, end.cursors) == ("failed", frozenset(), ())
    assert "[topic.concepts.therapy]" in (end.error or "")
    assert "condition" not in (end.error or "")


def test_concepts_that_never_meet_in_a_paper_are_an_honest_nothing(tmp_path: Path) -> None:
    papers = {3: "Cirrhosis", 4: "Stem cells"}
    asked: list[str] = []
    concepts = {"condition": LIVER, "therapy": CELLS}
    end = walked(tmp_path, concepts, papers=papers, asked=asked).end("search")
    assert (end.state, end.promised, end.ids) == ("complete", 0, frozenset())
    assert end.not_found == ("ESLD", "Cellgram", "HepaStem", "stromal*")
    assert len(asked) == 3


def test_a_word_may_be_unknown_in_one_search_and_known_in_another(tmp_path: Path) -> None:
    searches = {"titles": "cirrhosis[ti] OR ESLD[ti]", "all": '"cirrhosis"[tiab] OR "cells"[ti]'}
    found = walked(tmp_path, searches=searches)
    assert found.end("search", "titles").not_found == ("ESLD",)
    assert found.end("search", "all").not_found == ()


@pytest.mark.parametrize(
    ("term", "state", "missing"),
    [
        ('cirrhosis[ti] OR "Cellgram"[tiab]', "complete", ("Cellgram",)),
        ("cirrhosis OR Cellgram", "complete", ("Cellgram",)),
        ('cirrhosis[ti] OR ("Cellgram"[tiab] OR HepaStem[tiab])', "complete", None),
        ('cirrhosis[ti] AND "Cellgram"[tiab]', "failed", ()),
        ('cirrhosis[ti] OR (cells AND "Cellgram"[tiab])', "failed", ()),
        ('cirrhosis[ti] NOT "Cellgram"[tiab]', "failed", ()),
        ('"cirrhosis stem"[tiab] OR cells', "failed", ()),
        ('"zzyzx qwertish"[tiab] OR cells', "failed", ()),
        ('"Nonexistent Heading"[mh] OR cells', "failed", ()),
        ("cirrhosis[nosuchfield] OR cells", "failed", ()),
    ],
)
def test_the_operators_own_text_may_hold_unknown_words_but_no_unknown_phrase(
    term: str, state: str, missing: tuple[str, ...] | None, tmp_path: Path
) -> None:
    end = walked(tmp_path, searches={"own": term}).end("search")
    assert end.state == state
    assert end.not_found == (("Cellgram", "HepaStem") if missing is None else missing)


def test_unknown_words_do_not_hold_up_the_window_of_changes(tmp_path: Path) -> None:
    mine = held(1, 2, seen="2026-11-24T00:00:00Z", cursors={"pubmed/mdat/core": "2019-12-15"})
    found = walked(tmp_path, {"condition": LIVER, "therapy": CELLS}, held=mine)
    assert (found.end("changed").state, found.end("changed").fetched) == ("complete", 2)


def test_unknown_words_do_not_hold_up_ranges_of_pmids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standin_eutils, "MOST_FOUND", 20)
    monkeypatch.setattr(esearch, "MOST_LISTED", 20)
    papers = {n * 7: "Stem cells in cirrhosis" for n in range(1, 101)}
    end = walked(tmp_path, {"condition": LIVER, "therapy": CELLS}, papers=papers).end("search")
    assert (end.state, len(end.ids)) == ("complete", 100)
    assert end.not_found == ("ESLD", "Cellgram", "HepaStem", "stromal*")


def test_a_phrase_that_is_reported_but_was_never_sent_is_an_error(tmp_path: Path) -> None:
    fault = at(content.phrase_not_found("liver stuff"), service="pubmed", path="esearch")
    end = walked(tmp_path, {"condition": LIVER, "therapy": CELLS}, fault).end("search")
    assert end.state == "failed"
    assert "liver stuff" in (end.error or "")


# --- the translation ---

GROUPS = (
    ("condition", '"cirrhosis"[tiab] OR "liver failure"[tiab:~0] OR "Liver Cirrhosis"[MeSH Terms]'),
    ("therapy", '"stem cell"[tiab:~0] OR "Cellgram"[tiab]'),
)
SENT = " AND ".join(f"({text})" for _, text in GROUPS)


@pytest.mark.parametrize(
    "translation",
    [
        '("cirrhosis"[Title/Abstract] OR "liver failure"[Title/Abstract:~0] OR '
        '"liver cirrhosis"[MeSH Terms]) AND "stem cell"[Title/Abstract:~0]',
        '("Cirrhosis"[Title/Abstract]) AND ("stem cell"[Title/Abstract:~0])',
        '(("cirrhosis"[tiab]) AND "stem cell"[tiab:~0]) AND 2026/01/01:3000/12/31[Date - Entry]',
        '("cirrhosis"[tiab] AND "stem cell"[tiab:~0]) AND 1[UID] : 500[UID]',
        '"cirrhosis"[tiab] AND "stem cell"[tiab:~0] AND 2026/01/01[Date - Entry] : 3000',
        None,
        "(unreadable",
    ],
)
def test_a_translation_of_the_same_question_is_taken(translation: str | None) -> None:
    verdict = understood.judged(SENT, ["Cellgram[tiab]"], translation, GROUPS)
    assert verdict == (("Cellgram",), None)


@pytest.mark.parametrize(
    ("translation", "why"),
    [
        ('"cirrhosis"[Title/Abstract] OR "stem cell"[Title/Abstract:~0]', "as alternatives"),
        ('"cirrhosis"[Title/Abstract]', "left out concept therapy"),
        ('"cirrhosis"[All Fields] AND "stem cell"[Title/Abstract:~0]', "in all fields"),
        ('"cirrhosis"[Title/Abstract] AND "stem" AND "cell"', "in all fields"),
    ],
)
def test_a_translation_of_another_question_is_an_error(translation: str, why: str) -> None:
    verdict = understood.judged(SENT, ['"Cellgram"[tiab]'], translation, GROUPS)
    assert why in (verdict.problem or "")


@pytest.mark.parametrize("said", ["Cellgram[tiab]", '"Cellgram"[Title/Abstract]', '"cellgram"'])
def test_pubmed_may_name_a_word_in_any_of_its_ways(said: str) -> None:
    assert understood.judged(SENT, [said], None, GROUPS) == (("Cellgram",), None)


def test_the_stand_in_answers_in_the_forms_of_the_real_service() -> None:
    served = corpus({pmid: paper(pmid, title=title) for pmid, title in PAPERS.items()})

    def ask(term: str, form: str = "json") -> str:
        import requests

        params = {"db": "pubmed", "term": term, "retmode": form}
        return requests.get(f"{standin.eutils_url}/esearch.fcgi", params, timeout=60).text

    with serve(served) as standin:
        group = json.loads(ask("cirrhosis[tiab] OR NeCoRo[tiab]"))["esearchresult"]
        quoted = json.loads(ask('"cirrhosis"[tiab] OR "zzqqxxnotaword"'))["esearchresult"]
        near = json.loads(ask('"cirrhosis stem"[tiab:~0]'))["esearchresult"]
        xml = ask('NeCoRo[tiab] OR "zzqqxxnotaword"', "xml")
    assert group["errorlist"] == {"phrasesnotfound": ["NeCoRo[tiab]"], "fieldsnotfound": []}
    assert (group["count"], "NeCoRo" in group["querytranslation"]) == ("2", False)
    assert quoted["warninglist"]["quotedphrasesnotfound"] == ['"zzqqxxnotaword"']
    assert "errorlist" not in near
    assert near["warninglist"] == {
        "phrasesignored": [],
        "quotedphrasesnotfound": [],
        "outputmessages": ["No items found."],
    }
    assert "<PhraseNotFound>NeCoRo[tiab]</PhraseNotFound>" in xml
    assert '<QuotedPhraseNotFound>"zzqqxxnotaword"</QuotedPhraseNotFound>' in xml
