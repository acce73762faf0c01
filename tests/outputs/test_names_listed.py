"""Names side by side: suffixes, commas within names, titles that PubMed does not have.

Relies on nothing beside the program.
"""

from contextlib import closing

import pytest

from harvest.export import REFERENCE_FORMATS, references
from harvest.publish import publish
from harvest.publish.read import open_published
from harvest.site.render.filters import et_al, joined, listed, marked, stopped
from tests.helpers.bases.work_base import article, filled, insert, row

AUTHORS = {
    "11": [("Cobb", "FW", "Jr", None), ("Marso", "SP", None, None)],
    "12": [("Doe", "J", None, None), (None, None, None, "SAGE Investigators, for SCCM")],
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory):
    config = filled(tmp_path_factory.mktemp("names"), 1, 1)
    rows = []
    for number in (11, 12):
        rows += [r for r in article(number) if r[0] != "authors"]
        article_id = f"900000{number}"
        for place, (last, initials, suffix, group) in enumerate(AUTHORS[str(number)]):
            rows.append(
                row("authors", article_id, place, "author", last_name=last, initials=initials,
                    suffix=suffix, collective_name=group)
            )  # fmt: skip
    titles = ((13, "[Not Available].", "Zelltherapie."), (14, "[not available]", None))
    for number, title, vernacular in titles:
        rows += article(number, title=title, vernacular_title=vernacular, pmcid="PMC8095192.2")
    insert(config.store.path, rows)
    publish(config)
    with closing(open_published(config)) as connection:
        yield connection


def test_a_suffix_stands_in_lists_of_authors_as_in_the_citation(papers) -> None:
    found = papers.execute(
        "SELECT author_list FROM articles WHERE article_id = '90000011'"
    ).fetchone()
    assert found[0] == "Cobb FW Jr, Marso SP"
    [reference] = references.of_articles(papers, ["90000011"])
    assert [person.vancouver for person in reference.authors] == ["Cobb FW Jr", "Marso SP"]


def test_authors_stand_apart_by_semicolons_where_a_group_has_a_comma(papers) -> None:
    found = papers.execute(
        "SELECT author_list FROM articles WHERE article_id = '90000012'"
    ).fetchone()
    assert found[0] == "Doe J; SAGE Investigators, for SCCM"
    assert et_al(found[0], 1) == "Doe J; et al"
    assert et_al("A B, C D, E F", 2) == "A B, C D, et al"


def test_a_title_that_is_not_available_is_no_title(papers) -> None:
    found = references.of_articles(papers, ["90000013", "90000014"])
    assert [each.shown_title for each in found] == ["Zelltherapie", "[Title not available]"]


def test_names_with_commas_stand_apart_by_semicolons() -> None:
    countries = "Iran, Islamic Republic of|Korea, Republic of|Kosovo"
    assert listed(countries) == "Iran, Islamic Republic of; Korea, Republic of; Kosovo"
    assert str(marked(countries)) == listed(countries)
    assert joined(["Iran, Islamic Republic of", "Kosovo"]) == "Iran, Islamic Republic of; Kosovo"
    assert listed("China|Japan") == "China, Japan"


@pytest.mark.parametrize("end", [".", "?", "!"])
def test_a_sentence_is_closed_once(end: str) -> None:
    assert stopped(f"Stem Med Ltd{end}") == f"Stem Med Ltd{end}"
    assert (stopped("Stem Med"), stopped("")) == ("Stem Med.", "")


def test_the_version_of_a_pmc_number_is_no_part_of_it(papers) -> None:
    [reference] = references.of_articles(papers, ["90000013"])
    assert reference.pmcid == "PMC8095192"
    for form in REFERENCE_FORMATS.values():
        text = form.dumps([reference])
        assert "PMC8095192" in text
        assert "PMC8095192.2" not in text
