"""Two people decide without seeing each other; where they disagree a third settles it.

Relies on nothing beside the program.
"""

from collections.abc import Sequence

import pytest

from harvest.config import Config
from harvest.desk.decisions import Decision, Decisions, agreement, read, write
from harvest.desk.decisions.model import Rules, Word
from tests.helpers.clock import FakeClock
from tests.helpers.desk.topics import ONE, THREE, TWO, decided


def of(
    *rows: Decision, people: Sequence[str] = ("Ama", "Kofi"), reviewers: int | None = None
) -> Decisions:
    return Decisions(rows, Rules(tuple(people), reviewers))


def seen(decisions: Decisions, person: str | None) -> list[str]:
    return [f"{d.person} {d.decision}" for d in decisions.visible_to(person)]


AMA, KOFI = decided(ONE, "include", "Ama"), decided(ONE, "exclude", "Kofi")
NURIA = decided(ONE, "exclude", "Nuria")


def test_neither_sees_the_other_before_both_have_decided() -> None:
    half, whole = of(AMA), of(AMA, KOFI)
    assert seen(half, "Ama") == ["Ama include"]
    assert seen(half, "Kofi") == seen(half, "Nuria") == seen(half, None) == []
    for person in ("Ama", "Kofi", "Nuria", None):
        assert seen(whole, person) == ["Ama include", "Kofi exclude"]


def test_what_one_sees_tells_nothing_of_the_other_in_any_other_way() -> None:
    blind = of(AMA, decided(TWO, "include", "Kofi")).visible_to("Kofi")
    assert blind.records() == (TWO,)
    assert blind.standing(ONE, "title").state == "none"
    assert blind.standing(TWO, "title").state == "waiting"
    assert blind.standings("title") == (blind.standing(TWO, "title"),)
    assert not blind.revealed(ONE, "title")


def test_a_record_that_one_takes_back_is_hidden_again() -> None:
    assert seen(of(AMA), "Kofi") == []
    assert seen(of(KOFI), "Kofi") == ["Kofi exclude"]


def test_stages_are_blind_apart() -> None:
    later = decided(ONE, "include", "Ama", "full-text")
    assert seen(of(AMA, KOFI, later), "Kofi") == ["Ama include", "Kofi exclude"]


def test_somebody_else_does_not_make_two_of_one(clock: FakeClock) -> None:
    early = of(AMA, NURIA)
    assert seen(early, "Kofi") == []
    assert seen(early, "Nuria") == ["Nuria exclude"]
    assert early.standing(ONE, "title").state == "waiting"


@pytest.mark.parametrize(
    ("rows", "state", "word"),
    [
        ((), "none", None),
        ((AMA,), "waiting", None),
        ((AMA, decided(ONE, "include", "Kofi")), "agreed", "include"),
        ((AMA, KOFI), "conflict", None),
        ((AMA, KOFI, NURIA), "settled", "exclude"),
        ((NURIA, AMA, KOFI), "settled", "exclude"),
        ((AMA, KOFI, NURIA, decided(ONE, "include", "Olu")), "settled", "include"),
        ((AMA, decided(ONE, "undecided", "Kofi")), "conflict", None),
        ((AMA, decided(ONE, "include", "Kofi"), NURIA), "settled", "exclude"),
    ],
)
def test_what_holds_of_a_record(rows: tuple[Decision, ...], state: str, word: Word | None) -> None:
    found = of(*rows).standing(ONE, "title")
    assert found.state == state
    assert (found.decision and found.decision.decision) == word


def test_two_reasons_are_a_conflict_at_full_text_and_none_at_the_title() -> None:
    def both(stage: str, first: str, second: str) -> Decisions:
        return of(
            *(
                Decision(ONE, stage, "exclude", person, reason)  # type: ignore[arg-type]
                for person, reason in (("Ama", first), ("Kofi", second))
            )
        )

    assert both("title", "a", "b").standing(ONE, "title").state == "agreed"
    assert both("full-text", "a", "b").standing(ONE, "full-text").state == "conflict"
    agreed = both("full-text", "", "b").standing(ONE, "full-text")
    assert (agreed.state, agreed.decision and agreed.decision.reason) == ("agreed", "b")


def test_conflicts_are_listed_until_they_are_settled() -> None:
    same = [decided(TWO, "include", name) for name in ("Ama", "Kofi")]
    assert [each.record for each in of(AMA, KOFI, *same).conflicts()] == [ONE]
    assert of(AMA, KOFI, NURIA, *same).conflicts("title") == ()


def test_one_person_alone_needs_no_second_until_there_is_one() -> None:
    alone = of(AMA, people=())
    assert alone.standing(ONE, "title").state == "agreed"
    assert seen(alone, "Ama") == ["Ama include"]
    assert seen(alone, "Kofi") == []  # who would be the second
    both = of(AMA, decided(TWO, "include", "Kofi"), people=())
    assert both.standing(ONE, "title").state == "waiting"
    assert seen(both, "Kofi") == ["Kofi include"]


def test_a_topic_may_want_one_decision_and_no_blindness() -> None:
    open_to_all = of(AMA, decided(TWO, "include", "Kofi"), people=(), reviewers=1)
    assert seen(open_to_all, "Kofi") == seen(open_to_all, None) == ["Ama include", "Kofi include"]
    assert open_to_all.standing(ONE, "title").state == "agreed"


def test_who_settled_stays_the_third_when_one_of_the_two_thinks_again(
    topic: Config, clock: FakeClock
) -> None:
    write(topic, [AMA, KOFI, NURIA], clock=clock)
    write(topic, [decided(ONE, "undecided", "Ama")], clock=clock)
    found = read(topic).standing(ONE, "title")
    assert [each.person for each in found.decisions] == ["Ama", "Kofi", "Nuria"]
    assert found.decision is not None
    assert found.decision.person == "Nuria"


def test_kappa_is_that_of_the_textbook() -> None:
    # Cohen's own kind of table: 20 both include, 5 + 10 apart, 15 both exclude; kappa .40
    table: dict[tuple[Word, Word], int] = {
        ("include", "include"): 20,
        ("include", "exclude"): 5,
        ("exclude", "include"): 10,
        ("exclude", "exclude"): 15,
    }
    rows, number = [], 0
    for (one, two), times in table.items():
        for _ in range(times):
            number += 1
            rows += [decided(str(number), one, "Ama"), decided(str(number), two, "Kofi")]
    rows.append(decided("999", "include", "Ama"))  # one alone does not count
    rows.append(decided("1", "exclude", "Nuria"))  # nor does who settles
    (told,) = agreement(of(*rows), "title")
    assert (told.both, told.alike) == (50, 35)
    assert told.kappa == pytest.approx(0.4)
    assert told.says == "Ama and Kofi: 35 of 50 alike, kappa 0.40"
    assert agreement(of(*rows), "full-text") == ()


def test_kappa_is_not_given_where_both_gave_one_answer_throughout() -> None:
    rows = [decided(each, "include", name) for each in (ONE, THREE) for name in ("Ama", "Kofi")]
    (told,) = agreement(of(*rows), "title")
    assert told.kappa is None
    assert "kappa not defined" in told.says
