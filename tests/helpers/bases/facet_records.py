"""Records with the texts that a test gives, and the facets that are read from them."""

from harvest.evidence.facets.all import Facts, everything
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import Arm, OutcomeText, Passage, RecordText


def trial(
    title: str = "Stem cells for cirrhosis",
    *,
    given: str = "",
    summary: str = "",
    eligibility: str = "",
    arms: tuple[Arm, ...] = (),
    measure: str = "",
    time: str = "",
) -> RecordText:
    if given:
        arms = (*arms, arm(given))
    outcomes = (
        (
            OutcomeText(
                Passage("outcomes.primary[0].measure", measure),
                None,
                Passage("outcomes.primary[0].time_frame", time),
            ),
        )
        if measure
        else ()
    )
    return RecordText(
        kind="trial",
        id="NCT00000001",
        titles=(Passage("brief_title", title),),
        arms=arms,
        bodies=(Passage("brief_summary", summary),) if summary else (),
        outcomes=outcomes,
        eligibility=Passage("eligibility_criteria", eligibility) if eligibility else None,
    )


def arm(text: str, name: str = "Stem cells", type: str = "BIOLOGICAL") -> Arm:
    return Arm(
        "intervention",
        type,
        (Passage("interventions[0].name", name), Passage("interventions[0].description", text)),
    )


def facets(record: RecordText) -> Facts:
    return everything(record)[0]


def values(record: RecordText, facet: str) -> list[str]:
    return [fact.value for fact in facets(record) if fact.facet == facet]


def one(record: RecordText, facet: str) -> Fact:
    found = [fact for fact in facets(record) if fact.facet == facet]
    assert len(found) == 1, found
    return found[0]
