"""Things that happen to a record in the sample's year, each with the events that tell of it.

A happening changes the draft of the next state and names what a reader of both states must see: the
old value is read from the record, so that the two can't part.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from harvest.standin.corpora.corpus import Study
from harvest.standin.corpora.epochs import Draft
from harvest.standin.corpora.vocabulary import vocabulary
from harvest.standin.sample.studies import nct_id, scenarios, study


@dataclass(frozen=True, slots=True)
class Expected:
    """An event that must be told, as the ``changes`` table names it.

    ``old`` and ``new`` of list items are the item's name: an outcome's kind and measure, a site's
    facility, city and country, joined by a comma.
    """

    kind: Literal["trial", "article"]
    record_id: str
    event: str
    old: str | None
    new: str | None


Happening = Callable[[Draft, str], list[Expected]]
"""Takes the draft and the day of the registry's data; gives the events of this epoch."""


def updating(number: int, edit: Callable[[Study], list[Expected]]) -> Happening:
    """A change that the sponsor makes, with a new date of update."""

    def happen(draft: Draft, day: str) -> list[Expected]:
        told: list[Expected] = []
        draft.edit_study(nct_id(number), lambda s: told.extend(edit(s)), posted=day)
        return told

    return happen


def of_trial(number: int, event: str, old: object, new: object) -> Expected:
    """An event of the sample's n-th study; values as text."""
    return Expected(
        "trial",
        nct_id(number),
        event,
        None if old is None else str(old),
        None if new is None else str(new),
    )


def part(study_: Study, name: str) -> Any:
    """A module of a study's protocol section, by its name without the ending."""
    return study_["protocolSection"][f"{name}Module"]


# --- the trial's own fields ---


def status(number: int, new: str) -> Happening:
    """A new status, said by the sponsor."""

    def edit(s: Study) -> list[Expected]:
        old, part(s, "status")["overallStatus"] = part(s, "status")["overallStatus"], new
        return [of_trial(number, "status", old, new)]

    return updating(number, edit)


def silent_unknown(number: int) -> Happening:
    """The registry sets a status to UNKNOWN; no date of update tells of it."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        old = part(draft.study(nct_id(number)), "status")["overallStatus"]

        def edit(s: Study) -> None:
            part(s, "status").update(overallStatus="UNKNOWN", lastKnownStatus=old)

        draft.edit_study(nct_id(number), edit)
        return [of_trial(number, "status", old, "UNKNOWN")]

    return happen


def stopped(number: int, new: str, why: str) -> Happening:
    """Suspended, terminated or withdrawn, with the reason."""

    def edit(s: Study) -> list[Expected]:
        module = part(s, "status")
        old = module["overallStatus"]
        module.update(overallStatus=new, whyStopped=why)
        return [of_trial(number, "stopped", old, new)]

    return updating(number, edit)


_DATES = {
    "start": "startDateStruct",
    "primary_completion": "primaryCompletionDateStruct",
    "completion": "completionDateStruct",
}


def moved(number: int, which: str, new: str) -> Happening:
    """A date moves: ``start``, ``primary_completion`` or ``completion``."""

    def edit(s: Study) -> list[Expected]:
        struct = part(s, "status")[_DATES[which]]
        old, struct["date"] = struct["date"], new
        return [of_trial(number, f"{which}_moved", old, new)]

    return updating(number, edit)


def planned(number: int, new: int) -> Happening:
    """The planned enrolment is cut or raised."""

    def edit(s: Study) -> list[Expected]:
        info = part(s, "design")["enrollmentInfo"]
        old, info["count"] = info["count"], new
        return [of_trial(number, "enrollment_raised" if new > old else "enrollment_cut", old, new)]

    return updating(number, edit)


def enrolled(number: int, new: int) -> Happening:
    """The actual enrolment is stated."""

    def edit(s: Study) -> list[Expected]:
        info = part(s, "design")["enrollmentInfo"]
        old = info["count"]
        info.update(count=new, type="ACTUAL")
        return [of_trial(number, "enrollment_actual", old, new)]

    return updating(number, edit)


def phase(number: int, new: list[str]) -> Happening:
    """Another phase."""

    def edit(s: Study) -> list[Expected]:
        design = part(s, "design")
        old, design["phases"] = design["phases"], new
        return [of_trial(number, "phase", "|".join(old), "|".join(new))]

    return updating(number, edit)


def sponsor(number: int, key: str) -> Happening:
    """Another lead sponsor of the same class."""

    def edit(s: Study) -> list[Expected]:
        lead = part(s, "sponsorCollaborators")["leadSponsor"]
        old, lead["name"] = lead["name"], vocabulary().sponsor(key)[0]
        return [of_trial(number, "sponsor", old, lead["name"])]

    return updating(number, edit)


def official(number: int, old: str, new: str) -> Happening:
    """One official takes another's place."""

    def edit(s: Study) -> list[Expected]:
        for person in part(s, "contactsLocations")["overallOfficials"]:
            if person["name"] == f"{old}, MD":
                person["name"] = f"{new}, MD"
        return [
            of_trial(number, "official", f"{old}, MD", None),
            of_trial(number, "official", None, f"{new}, MD"),
        ]

    return updating(number, edit)


def registered(number: int) -> Happening:
    """A new study."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        draft.put_study(study(scenarios()[number]))
        return [of_trial(number, "registered", None, nct_id(number))]

    return happen


def merged(old: int, into: int) -> Happening:
    """Two numbers become one."""

    def happen(draft: Draft, day: str) -> list[Expected]:
        draft.merge(nct_id(old), nct_id(into), posted=day)
        return [
            of_trial(old, "merged", nct_id(old), nct_id(into)),
            of_trial(into, "edited", None, f"alias, {nct_id(old)}"),
        ]

    return happen


def vanished(number: int) -> Happening:
    """The registry no longer has a study; `confirmed_gone` tells it when it is missed again."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        draft.drop_study(nct_id(number))
        return []

    return happen


def confirmed_gone(number: int) -> Happening:
    """A study is missed for the second time."""
    return lambda _draft, _day: [of_trial(number, "removed", nct_id(number), None)]


def returned(number: int) -> Happening:
    """A study that was removed is back, unchanged."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        draft.put_study(study(scenarios()[number]))
        return [of_trial(number, "came_back", None, nct_id(number))]

    return happen


def everywhere(edit: Callable[[Study], None]) -> Happening:
    """The registry writes one field of every study anew; nobody is to be alerted."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        studies, _papers = draft.numbers()
        for number in studies:
            draft.edit_study(number, edit)
        return []

    return happen
