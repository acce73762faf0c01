"""The sample's year: twelve states, a month apart, and what happened between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from harvest.standin.corpora.corpus import State, Study, line
from harvest.standin.corpora.epochs import Changed, Draft, Edit
from harvest.standin.corpora.vocabulary import descriptors
from harvest.standin.sample import happenings as do
from harvest.standin.sample import list_happenings as lists
from harvest.standin.sample import paper_happenings as papers
from harvest.standin.sample.happenings import Expected, Happening
from harvest.standin.sample.papers import citation, entries, pmid
from harvest.standin.sample.registrations import registrations
from harvest.standin.sample.studies import nct_id, scenarios, study
from harvest.standin.sample.texts import texts

STAMPS = (
    *("2025-12-01T09:00:04", "2026-01-05T09:00:05", "2026-02-02T09:00:04", "2026-03-02T09:00:03"),
    *("2026-04-06T09:00:04", "2026-05-04T09:00:06", "2026-06-01T09:00:04", "2026-07-06T09:00:04"),
    *("2026-08-03T09:00:05", "2026-09-07T09:00:04", "2026-10-05T09:00:04", "2026-11-02T09:00:04"),
)
EPOCHS = len(STAMPS)


def _plainer_criteria(s: Study) -> None:
    """Criteria with other list marks, other white space and fewer escapes; no word differs."""
    module = s["protocolSection"].get("eligibilityModule")
    if module:
        text: str = module["eligibilityCriteria"]
        module["eligibilityCriteria"] = text.replace("\n* ", "\n\n- ").replace("\\>", ">")


def _sharing_undecided(s: Study) -> None:
    """A statement that every sponsor is now said to have made."""
    s["protocolSection"]["ipdSharingStatementModule"] = {"ipdSharing": "UNDECIDED"}


YEAR: tuple[tuple[Happening, ...], ...] = (
    (),
    (  # 1: January
        do.registered(61),
        do.status(13, "RECRUITING"),
        do.silent_unknown(29),
        do.moved(14, "start", "2026-07-01"),
        do.planned(1, 160),
        lists.outcome_added(41, "meldna:90 days"),
        papers.published(111, links=10),
    ),
    (  # 2: February
        do.registered(63),
        do.stopped(38, "TERMINATED", "Sponsor withdrew support"),
        do.moved(11, "primary_completion", "2027-03-31"),
        lists.site_added(42, "madrid", new_country=True),
        do.phase(47, ["PHASE1", "PHASE2"]),
        do.vanished(40),
        papers.paper_vanished(84),
        lists.results_posted(49),
    ),
    (  # 3: March
        do.confirmed_gone(40),
        papers.paper_confirmed_gone(84),
        do.planned(35, 60),
        do.official(6, "Hugo Exemplar", "Vera Vzorek"),
        lists.arm_added(53, "Marrow cells only", "Mononuclear cells without embolization"),
        lists.outcome_edited(11, "Laennec fibrosis score", "timeFrame", "12 months"),
        lists.outcome_added(14, "meldna:90 days"),  # which begins in July
        papers.marked_paper(38, "corrected"),
        papers.published(112, links=43),
    ),
    (  # 4: April
        papers.marked_paper(83, "retracted"),
        papers.published(113),
        do.moved(31, "completion", "2028-05"),
        do.silent_unknown(42),
        do.sponsor(16, "smc"),
        lists.condition(56, "Liver Failure", kept=False),
        lists.reference(41, "DERIVED", 23, links=False),
        lists.results_withdrawn(7),
    ),
    (  # 5: May
        do.everywhere(_plainer_criteria),
        do.merged(48, into=47),
        do.enrolled(37, 11),
        do.status(37, "COMPLETED"),
        lists.arm_removed(60, "Care"),
    ),
    (  # 6: June
        do.stopped(22, "SUSPENDED", "Funding under review"),
        lists.site_added(53, "istanbul", new_country=True),
        lists.site_removed(53, "jakarta", last_of_country=True),
        papers.marked_paper(80, "concern"),
        lists.outcome_dropped(41, "MELD-Na score"),
        do.registered(62),
        papers.paper_vanished(105),
    ),
    (  # 7: July
        do.returned(40),
        papers.paper_confirmed_gone(105),
        papers.paper_returned(84),
        do.moved(33, "start", "2026-11-15"),
        do.moved(1, "primary_completion", "2027-01"),
        do.moved(1, "completion", "2027-07"),
        do.phase(13, ["PHASE1"]),
        lists.results_posted(10),
    ),
    (  # 8: August
        lists.condition(57, "Hepatic Insufficiency", kept=False),
        lists.condition(56, "Liver Failure", kept=True),
        do.planned(41, 210),
        do.planned(22, 600),
        do.official(41, "Sun Yangben", "Olga Primer"),
        lists.arm_edited(1, "Control", "Saline on the same days, plus standard treatment"),
        lists.outcome_added(1, "tfs:12 months"),
        papers.published(114, links=41),
    ),
    (  # 9: September
        do.everywhere(_sharing_undecided),
        do.merged(63, into=60),
        do.sponsor(53, "euh"),
        papers.marked_paper(45, "concern"),
        papers.marked_paper(82, "corrected"),
        lists.outcome_dropped(1, "Incidence of adverse events"),
        lists.outcome_edited(33, "Change in MELD score", "timeFrame", "6 months"),  # not begun
    ),
    (  # 10: October
        papers.marked_paper(16, "retracted"),
        do.enrolled(16, 17),
        lists.arm_added(31, "Expansion", "6 x 10\\^6 cells/kg in ten more participants"),
        lists.arm_removed(33, "BM-MSC"),
        lists.site_removed(22, "madrid", last_of_country=True),
        lists.outcome_edited(29, "Total bilirubin", "measure", "Total serum bilirubin"),
        do.vanished(36),
        papers.published(115),
    ),
    (  # 11: November
        do.confirmed_gone(36),
        lists.results_withdrawn(49),
        lists.reference(43, "RESULT", 112, links=False),
        lists.arm_edited(16, "SVF", "195 million SVF cells on one day, again after 3 months"),
        papers.published(116, links=22),
        do.registered(64),
        do.status(60, "RECRUITING"),
        do.stopped(35, "SUSPENDED", "Slower recruitment than planned"),
    ),
)
"""What happens on the way to each state; its place is the epoch's number."""


@dataclass(frozen=True, slots=True)
class MassChange:
    """One field that the registry wrote anew in every study: one upstream change, no alerts.

    ``field`` is None where only the form changed and nothing that is said.
    """

    epoch: int
    kind: str
    field: str | None


MASS_CHANGES = (MassChange(5, "trial", None), MassChange(9, "trial", "ipd_sharing"))

_LATE_STUDIES = (61, 62, 63, 64)
_LATE_PAPERS = tuple(range(111, 117))

_EARLIER: Mapping[int, tuple[dict[str, object], ...]] = {
    11: (
        {
            "updated": "2020-08-24",
            "status": "NOT_YET_RECRUITING",
            "enrol": [150, "E"],
            "dates": ["2020-10 E", "2024-10 E", "2027-10 E"],
            "primary": ["meld:6 months"],
        },
        {"updated": "2022-01-10", "enrol": [150, "E"], "primary": ["laennec", "meld:6 months"]},
    ),
    49: (
        {
            "updated": "2019-01-14",
            "status": "RECRUITING",
            "enrol": [80, "E"],
            "dates": ["2019-02-04 E", "2021-02 E", "2021-08 E"],
            "primary": ["os"],
        },
        {
            "updated": "2022-05-02",
            "status": "RECRUITING",
            "enrol": [80, "E"],
            "dates": ["2019-02-04 A", "2023-02 E", "2023-08 E"],
        },
    ),
    24: (
        {
            "updated": "2019-01-29",
            "status": "NOT_YET_RECRUITING",
            "why": "",
            "enrol": [72, "E"],
            "dates": ["2019-03 E", "2021-03 E", "2021-06 E"],
        },
    ),
}
"""Versions from before the first state, as changes of the scenario, earliest first."""


def _first() -> State:
    return State(
        studies={
            nct_id(n): line(study(s)) for n, s in scenarios().items() if n not in _LATE_STUDIES
        },
        citations={
            pmid(n): citation(entry) for n, entry in entries().items() if n not in _LATE_PAPERS
        },
        descriptors=descriptors(),
        data_timestamp=STAMPS[0],
        aliases={
            alias: nct_id(n) for n, s in scenarios().items() for alias in s.get("aliases", ())
        },
        earlier={
            nct_id(n): tuple(line(study(scenarios()[n] | dict(change))) for change in changes)
            for n, changes in _EARLIER.items()
        },
        registrations={**registrations(), **texts()},
    )


class Year(Changed):
    """The sample through its year; `expected` are the events of each epoch."""

    def __init__(self) -> None:
        self.expected: dict[int, tuple[Expected, ...]] = {0: ()}
        super().__init__(_first(), [self._edit(epoch) for epoch in range(1, EPOCHS)])

    def _edit(self, epoch: int) -> Edit:
        def edit(draft: Draft) -> None:
            draft.data_timestamp = STAMPS[epoch]
            day = f"{STAMPS[epoch][:8]}01"
            told: list[Expected] = []
            for happening in YEAR[epoch]:
                told += happening(draft, day)
            self.expected[epoch] = tuple(told)

        return edit


@cache
def year() -> Year:
    """The year, built once; a state is made when it is first asked for."""
    return Year()


def expected_events(epoch: int) -> tuple[Expected, ...]:
    """What must be told of the step to this epoch, with the dates as written."""
    year().state(epoch)
    return year().expected[epoch]
