"""Sponsors rolled up: what spelling joins, what it never joins, and what lines do and undo.

Relies on nothing beside the program.
"""

from pathlib import Path

import pytest

from harvest.errors import ConfigError
from harvest.judgements import SPONSORS, sponsors
from harvest.sponsors import Sponsor, curated, rolled_up
from harvest.sponsors.spelling import differences, keys

FINELY = "capital letters, punctuation or spaces"
CITIES = {"Seoul", "Shanghai", "Suzhou", "Basel", "Bern"}


def roll(*names: str, lines: str = "", base: str = "", folder: Path | None = None) -> list[Sponsor]:
    """The sponsors of names, the first with the most trials; lines as their files have them."""
    trials = {name: len(names) - place for place, name in enumerate(names)}
    own, given = (read(folder, text) if folder else {} for text in (lines, base))
    return rolled_up(trials, own, given, CITIES.__contains__)


def read(folder: Path, text: str):
    (folder / SPONSORS.name).write_text("\n".join([SPONSORS.head, *text.split("\n")]), "utf-8")
    return sponsors(folder)


def joined(found: list[Sponsor]) -> dict[str, list[str]]:
    return {each.name: [name.name for name in each.names] for each in found}


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ("LanZhou University", "Lanzhou University", "capital letters"),
        ("Sun Yat-Sen University", "Sun Yat Sen University", "punctuation or spaces"),
        ("Mesoblast, Inc.", "Mesoblast, Ltd.", "the legal form"),
        ("Pluristem Ltd.", "Pluristem", "the legal form"),
        ("Ticeba GmbH & Co. KG", "Ticeba GmbH", "the legal form"),
        ("Fidia s.p.a.", "Fidia S.p.A", FINELY),
        ("Latis S.r.l.", "Latis", "the legal form"),
        ("H. Lundbeck A/S", "H Lundbeck", "the legal form, punctuation or spaces"),
        ("Cytopeutics Sdn. Bhd.", "Cytopeutics", "the legal form"),
        ("Cytopeutics Sdn.Bhd.", "Cytopeutics", "the legal form"),
        ("Hengrui Pharma Co., Ltd.", "Hengrui Pharma CO.LTD", FINELY),
        ("Hengrui Pharma Co.Ltd", "Hengrui Pharma", "the legal form"),
        ("The Cleveland Clinic", "Cleveland Clinic", "the article"),
        ("Cell & Tissue Bank", "Cell and Tissue Bank", "“&” for “and”"),
        ("Universität zu Köln", "Universitat zu Koln", "accents"),
        ("Yıldırım Beyazıt Üniversitesi", "Yildirim Beyazit Universitesi", "accents"),
        ("Afﬁliated of X", "Affiliated of X", FINELY),
        ("King’s College", "King's College", "punctuation or spaces"),
        ("Medipost (Seoul) Co., Ltd.", "Medipost Co Ltd", "a place in brackets"),
        ("Innovent Biologics (Suzhou)", "Innovent Biologics", "a place in brackets"),
        ("Takeda (Japan)", "TAKEDA", "capital letters, a place in brackets"),
        ("中山大学", "中山大學附屬", None),
        ("หน่วยงาน", "หนวยงาน", None),
    ],
)
def test_names_that_differ_in_how_they_are_written_alone_are_one(one, other, difference):
    together = keys([one, other], CITIES.__contains__)
    assert (together[one] == together[other]) is (difference is not None)
    if difference is not None:
        assert differences(one, other) == difference
        (found,) = roll(one, other)
        assert found.name == one
        assert [(name.rule, name.reason) for name in found.names] == [
            ("", ""),
            ("spelling", f"differs in {difference}"),
        ]


@pytest.mark.parametrize(
    "names",
    [
        ("First Affiliated Hospital, Sun Yat-Sen University", "Sun Yat-Sen University"),
        ("First Affiliated Hospital of X University", "Third Affiliated Hospital of X University"),
        ("Peking University First Hospital", "Peking University Third Hospital"),
        ("University Hospital (Basel)", "University Hospital (Bern)", "University Hospital"),
        ("National Cancer Institute (Japan)", "National Cancer Institute"),
        ("National Cancer Institute (NCI)", "National Cancer Institute"),
        ("Acme Biotech (Basel) AG", "Acme Biotech (Bern) AG"),
        ("Acme (Phase) Ltd", "Acme Ltd"),
        ("University of Colorado, Denver", "University of Colorado"),
        ("University Hospital, CO", "University Hospital"),
        ("Tongji Hospital", "Tongji Hospital, Tongji Medical College"),
        ("Rush University Medical Center", "Rush University"),
        ("Bayer", "Bayer HealthCare"),
        ("Company Ltd", "Limited"),
        ("Inc.", "Ltd."),
        ("Pfizer U.S.A.", "Pfizer U"),
    ],
)
def test_what_may_be_two_organisations_is_never_joined_by_rule(names):
    assert joined(roll(*names)) == {name: [name] for name in names}


def test_a_sponsor_is_called_as_most_of_its_trials_write_it():
    (found,) = roll("Acme, Ltd", "ACME", "acme inc.")
    assert found.name == "Acme, Ltd"


LINES = """\
Third Hospital of X,member,University of X,affiliated hospital,AB,2026-11-24
Uni X,same,University of X,abbreviated,,"""


def test_lines_join_names_and_say_what_belongs_to_what(tmp_path):
    found = roll(
        "The Third Hospital of X", "UNI X", "Uni. X", "Elsewhere", lines=LINES, folder=tmp_path
    )
    assert joined(found) == {
        "Elsewhere": ["Elsewhere"],
        "The Third Hospital of X": ["The Third Hospital of X"],
        "University of X": ["UNI X", "Uni. X"],
    }
    told = {each.name: (each.parent, each.rule, each.reason) for each in found}
    assert told["The Third Hospital of X"] == (
        "University of X",
        "judgement",
        "affiliated hospital AB 2026-11-24",
    )
    why = [(name.rule, name.reason) for name in found[2].names]
    assert why == [("judgement", "abbreviated")] * 2


def test_a_sponsor_that_no_record_names_is_there_with_those_that_belong_to_it(tmp_path):
    found = roll("Third Hospital of X", base=LINES, folder=tmp_path)
    assert joined(found) == {
        "Third Hospital of X": ["Third Hospital of X"],
        "University of X": [],
    }
    assert found[0].rule == "curated"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Uni X,apart,,,,", {"Uni X": ["Uni X"]}),
        ("Third Hospital of X,apart,,another X,,", {"Third Hospital of X": [""]}),
        ("ACME Inc,apart,,,,", {"ACME Inc": ["ACME Inc"], "Acme": ["Acme"]}),
        ("ACME,same,Acme Worldwide,called so,,", {"Acme Worldwide": ["Acme", "ACME Inc"]}),
    ],
)
def test_a_line_of_the_topic_undoes_a_rule_and_a_line_of_the_program(tmp_path, line, expected):
    names = ("Acme", "ACME Inc", "Uni X", "Third Hospital of X")
    before = roll(*names, base=LINES, folder=tmp_path)
    assert joined(before)["Acme"] == ["Acme", "ACME Inc"]
    assert joined(before)["University of X"] == ["Uni X"]
    given = read(tmp_path, LINES)
    own = read(tmp_path, line)
    trials = {name: 4 - place for place, name in enumerate(names)}
    found = rolled_up(trials, own, given, CITIES.__contains__)
    if expected == {"Third Hospital of X": [""]}:
        assert next(each for each in found if each.name == "Third Hospital of X").parent == ""
    else:
        assert expected.items() <= joined(found).items()


def test_a_name_that_is_kept_apart_says_so(tmp_path):
    found = roll("Acme", "ACME Inc", lines="ACME Inc,apart,,other people,AB,", folder=tmp_path)
    why = {name.name: (name.rule, name.reason) for each in found for name in each.names}
    assert why == {"Acme": ("", ""), "ACME Inc": ("apart", "other people AB")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A,sme,B,x,,", "line 2, relation: 'sme' is not known; write same, member or apart"),
        ("A,same,,x,,", "line 2, sponsor: is empty"),
        ("A,member,A,x,,", "line 2, sponsor: is the name itself"),
        ("A,same,B,,,", "line 2, reason: is empty"),
        (",same,B,x,,", "line 2, name: is empty"),
        ("A,apart,B,x,,", "line 2, sponsor: is not empty"),
    ],
)
def test_a_wrong_line_is_told_with_its_place(tmp_path, text, told):
    with pytest.raises(ConfigError, match=told):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "A,same,B,x,,\nB,same,A,x,,",
        "A,member,B,x,,\nB,member,A,x,,",
        "A,member,B,x,,\nB,member,C,x,,\nC,member,A,x,,",
        "A,member,B,x,,\nB,same,A,x,,",
    ],
)
def test_lines_that_lead_round_in_a_circle_are_refused(tmp_path, text):
    with pytest.raises(ConfigError, match=r"sponsors\.csv.*take one"):
        roll("A", "B", "C", lines=text, folder=tmp_path)


def test_a_line_against_one_of_the_program_is_refused_with_a_cure_that_helps(tmp_path):
    base, own = read(tmp_path, "H,member,U,x,,"), read(tmp_path, "U,same,H,x,,")
    with pytest.raises(ConfigError, match=r"aliases\.csv among them.*that a name is apart"):
        rolled_up({"H": 2, "U": 1}, own, base, CITIES.__contains__)
    apart = read(tmp_path, "H,apart,,x,,")
    found = rolled_up({"H": 2, "U": 1}, {**own, **apart}, base, CITIES.__contains__)
    assert joined(found) == {"H": ["H", "U"]}


def test_the_lines_of_the_program_go_together_and_none_says_what_spelling_says():
    lines = curated()
    spelt = keys([*lines, *(line.sponsor for line in lines.values())], lambda _: False)
    idle = [n for n, line in lines.items() if spelt[n] == spelt[line.sponsor]]
    assert idle == []
    assert all(line.reason and line.relation != "apart" for line in lines.values())
    rolled_up(dict.fromkeys(lines, 1), {}, is_city=lambda _: False)


def test_names_that_stand_alone_ask_no_gazetteer() -> None:
    asked: list[str] = []

    def is_city(text: str) -> bool:
        asked.append(text)
        return text == "Seoul"

    found = keys(["Medipost (Seoul)", "National Institutes of Health (NIH)", "Lonza"], is_city)
    assert asked == []
    assert len(set(found.values())) == 3
    assert len(set(keys(["Medipost (Seoul)", "Medipost"], is_city).values())) == 1
    assert asked[0] == "Seoul"
