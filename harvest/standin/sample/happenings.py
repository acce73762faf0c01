"""Things that happen to a record in the sample's year, each with the events that tell of it.

A happening changes the draft of the next state and names what a reader of both states must see: the
old value is read from the record, so that the two can't part.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from lxml import etree

from harvest.standin.corpus import Study
from harvest.standin.epochs import Draft
from harvest.standin.sample.papers import citation, entries, pmid
from harvest.standin.sample.studies import nct_id, scenarios, study
from harvest.standin.sample.vocabulary import vocabulary


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


def _updating(number: int, edit: Callable[[Study], list[Expected]]) -> Happening:
    """A change that the sponsor makes, with a new date of update."""

    def happen(draft: Draft, day: str) -> list[Expected]:
        told: list[Expected] = []
        draft.edit_study(nct_id(number), lambda s: told.extend(edit(s)), posted=day)
        return told

    return happen


def _event(number: int, event: str, old: object, new: object) -> Expected:
    return Expected(
        "trial",
        nct_id(number),
        event,
        None if old is None else str(old),
        None if new is None else str(new),
    )


def _module(study_: Study, name: str) -> Any:
    return study_["protocolSection"][f"{name}Module"]


# --- the trial's own fields ---


def status(number: int, new: str) -> Happening:
    """A new status, said by the sponsor."""

    def edit(s: Study) -> list[Expected]:
        old, _module(s, "status")["overallStatus"] = _module(s, "status")["overallStatus"], new
        return [_event(number, "status", old, new)]

    return _updating(number, edit)


def silent_unknown(number: int) -> Happening:
    """The registry sets a status to UNKNOWN; no date of update tells of it."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        old = _module(draft.study(nct_id(number)), "status")["overallStatus"]

        def edit(s: Study) -> None:
            _module(s, "status").update(overallStatus="UNKNOWN", lastKnownStatus=old)

        draft.edit_study(nct_id(number), edit)
        return [_event(number, "status", old, "UNKNOWN")]

    return happen


def stopped(number: int, new: str, why: str) -> Happening:
    """Suspended, terminated or withdrawn, with the reason."""

    def edit(s: Study) -> list[Expected]:
        module = _module(s, "status")
        old = module["overallStatus"]
        module.update(overallStatus=new, whyStopped=why)
        return [_event(number, "stopped", old, new)]

    return _updating(number, edit)


_DATES = {
    "start": "startDateStruct",
    "primary_completion": "primaryCompletionDateStruct",
    "completion": "completionDateStruct",
}


def moved(number: int, which: str, new: str) -> Happening:
    """A date moves: ``start``, ``primary_completion`` or ``completion``."""

    def edit(s: Study) -> list[Expected]:
        struct = _module(s, "status")[_DATES[which]]
        old, struct["date"] = struct["date"], new
        return [_event(number, f"{which}_moved", old, new)]

    return _updating(number, edit)


def planned(number: int, new: int) -> Happening:
    """The planned enrolment is cut or raised."""

    def edit(s: Study) -> list[Expected]:
        info = _module(s, "design")["enrollmentInfo"]
        old, info["count"] = info["count"], new
        return [_event(number, "enrollment_raised" if new > old else "enrollment_cut", old, new)]

    return _updating(number, edit)


def enrolled(number: int, new: int) -> Happening:
    """The actual enrolment is stated."""

    def edit(s: Study) -> list[Expected]:
        info = _module(s, "design")["enrollmentInfo"]
        old = info["count"]
        info.update(count=new, type="ACTUAL")
        return [_event(number, "enrollment_actual", old, new)]

    return _updating(number, edit)


def phase(number: int, new: list[str]) -> Happening:
    """Another phase."""

    def edit(s: Study) -> list[Expected]:
        design = _module(s, "design")
        old, design["phases"] = design["phases"], new
        return [_event(number, "phase", "|".join(old), "|".join(new))]

    return _updating(number, edit)


def sponsor(number: int, key: str) -> Happening:
    """Another lead sponsor of the same class."""

    def edit(s: Study) -> list[Expected]:
        lead = _module(s, "sponsorCollaborators")["leadSponsor"]
        old, lead["name"] = lead["name"], vocabulary().sponsor(key)[0]
        return [_event(number, "sponsor", old, lead["name"])]

    return _updating(number, edit)


def official(number: int, old: str, new: str) -> Happening:
    """One official takes another's place."""

    def edit(s: Study) -> list[Expected]:
        for person in _module(s, "contactsLocations")["overallOfficials"]:
            if person["name"] == f"{old}, MD":
                person["name"] = f"{new}, MD"
        return [
            _event(number, "official", f"{old}, MD", None),
            _event(number, "official", None, f"{new}, MD"),
        ]

    return _updating(number, edit)


# --- lists of the trial ---


def outcome_added(number: int, text: str) -> Happening:
    """Another primary outcome."""

    def edit(s: Study) -> list[Expected]:
        added = vocabulary().outcome(text)
        _module(s, "outcomes")["primaryOutcomes"].append(added)
        return [_event(number, "primary_outcome_added", None, f"primary, {added['measure']}")]

    return _updating(number, edit)


def outcome_dropped(number: int, measure: str) -> Happening:
    """A primary outcome is gone."""

    def edit(s: Study) -> list[Expected]:
        outcomes = _module(s, "outcomes")
        outcomes["primaryOutcomes"] = [
            o for o in outcomes["primaryOutcomes"] if o["measure"] != measure
        ]
        return [_event(number, "primary_outcome_dropped", f"primary, {measure}", None)]

    return _updating(number, edit)


def outcome_edited(number: int, measure: str, field: str, new: str) -> Happening:
    """One field of a primary outcome is written anew."""

    def edit(s: Study) -> list[Expected]:
        (found,) = (o for o in _module(s, "outcomes")["primaryOutcomes"] if o["measure"] == measure)
        old, found[field] = found[field], new
        return [_event(number, "primary_outcome_edited", old, new)]

    return _updating(number, edit)


def arm_added(number: int, label: str, text: str) -> Happening:
    """Another arm."""

    def edit(s: Study) -> list[Expected]:
        arms = _module(s, "armsInterventions")["armGroups"]
        arms.append({"label": label, "type": "EXPERIMENTAL", "description": text})
        return [_event(number, "arm_added", None, label)]

    return _updating(number, edit)


def arm_removed(number: int, label: str) -> Happening:
    """An arm is gone."""

    def edit(s: Study) -> list[Expected]:
        module = _module(s, "armsInterventions")
        module["armGroups"] = [arm for arm in module["armGroups"] if arm["label"] != label]
        for given in module["interventions"]:
            if label in given.get("armGroupLabels", ()):
                given["armGroupLabels"].remove(label)
        return [_event(number, "arm_removed", label, None)]

    return _updating(number, edit)


def arm_edited(number: int, label: str, new: str) -> Happening:
    """An arm's description is written anew."""

    def edit(s: Study) -> list[Expected]:
        (arm,) = (a for a in _module(s, "armsInterventions")["armGroups"] if a["label"] == label)
        old, arm["description"] = arm["description"], new
        return [_event(number, "arm_edited", old.replace("\\", ""), new)]

    return _updating(number, edit)


def site_added(number: int, key: str, *, new_country: bool) -> Happening:
    """Another site, in a country of its own or not."""

    def edit(s: Study) -> list[Expected]:
        site = vocabulary().site(key, None)
        _module(s, "contactsLocations").setdefault("locations", []).append(site)
        country = [_event(number, "country_added", None, site["country"])]
        name = f"{site['facility']}, {site['city']}, {site['country']}"
        return [*(country if new_country else ()), _event(number, "site_added", None, name)]

    return _updating(number, edit)


def site_removed(number: int, key: str, *, last_of_country: bool) -> Happening:
    """A site is gone, the last of its country or not."""

    def edit(s: Study) -> list[Expected]:
        gone = vocabulary().site(key, None)
        module = _module(s, "contactsLocations")
        module["locations"] = [
            site for site in module["locations"] if site["facility"] != gone["facility"]
        ]
        country = [_event(number, "country_removed", gone["country"], None)]
        name = f"{gone['facility']}, {gone['city']}, {gone['country']}"
        return [*(country if last_of_country else ()), _event(number, "site_removed", name, None)]

    return _updating(number, edit)


def condition(number: int, name: str, *, kept: bool) -> Happening:
    """A condition comes (``kept``) or goes, and with it the trial enters or leaves the search."""

    def edit(s: Study) -> list[Expected]:
        conditions = _module(s, "conditions")["conditions"]
        if kept:
            conditions.append(name)
            return [_event(number, "edited", None, name), _event(number, "came_back", None, None)]
        conditions.remove(name)
        return [_event(number, "edited", name, None), _event(number, "left_search", None, None)]

    return _updating(number, edit)


def reference(number: int, kind: str, paper: int, *, links: bool) -> Happening:
    """A paper is added to the trial's references; ``links``: that is the first tie to it."""

    def edit(s: Study) -> list[Expected]:
        told = f"Sample article {pmid(paper)}. Example J Hepatol."
        module = s["protocolSection"].setdefault("referencesModule", {"references": []})
        module["references"].append({"pmid": pmid(paper), "type": kind, "citation": told})
        linked = [_event(number, "paper_linked", None, pmid(paper))]
        name = f"{pmid(paper)}, {told}"
        return [_event(number, "reference_added", None, name), *(linked if links else ())]

    return _updating(number, edit)


def results_posted(number: int) -> Happening:
    """A results section appears."""

    def edit(s: Study) -> list[Expected]:
        with_results = study(scenarios()[number] | {"results": True})
        s["resultsSection"] = with_results["resultsSection"]
        s["hasResults"] = True
        day = _module(s, "status")["lastUpdatePostDateStruct"]["date"]
        _module(s, "status").update(
            resultsFirstSubmitDate=day,
            resultsFirstSubmitQcDate=day,
            resultsFirstPostDateStruct={"date": day, "type": "ACTUAL"},
        )
        return [_event(number, "results_posted", 0, 1)]

    return _updating(number, edit)


def results_withdrawn(number: int) -> Happening:
    """The results section is gone again."""

    def edit(s: Study) -> list[Expected]:
        del s["resultsSection"]
        s["hasResults"] = False
        for name in ("SubmitDate", "SubmitQcDate", "PostDateStruct"):
            _module(s, "status").pop(f"resultsFirst{name}", None)
        return [_event(number, "results_withdrawn", 1, 0)]

    return _updating(number, edit)


# --- whole trials ---


def registered(number: int) -> Happening:
    """A new study."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        draft.put_study(study(scenarios()[number]))
        return [_event(number, "registered", None, nct_id(number))]

    return happen


def merged(old: int, into: int) -> Happening:
    """Two numbers become one."""

    def happen(draft: Draft, day: str) -> list[Expected]:
        draft.merge(nct_id(old), nct_id(into), posted=day)
        return [
            _event(old, "merged", nct_id(old), nct_id(into)),
            _event(into, "edited", None, f"alias, {nct_id(old)}"),
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
    return lambda _draft, _day: [_event(number, "removed", nct_id(number), None)]


def returned(number: int) -> Happening:
    """A study that was removed is back, unchanged."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        draft.put_study(study(scenarios()[number]))
        return [_event(number, "came_back", None, nct_id(number))]

    return happen


# --- papers ---


def published(number: int, *, links: int | None = None) -> Happening:
    """A new paper, and the trial that it reports."""

    def happen(draft: Draft, day: str) -> list[Expected]:
        draft.put_citation(pmid(number), citation(entries()[number] | {"entered": day}))
        told = [Expected("article", pmid(number), "paper_published", None, pmid(number))]
        if links is not None:
            told.append(_event(links, "paper_linked", None, pmid(number)))
        return told

    return happen


_MARKS = {
    "retracted": ("RetractionIn", "Retracted Publication", "D016441"),
    "corrected": ("ErratumIn", "", ""),
    "concern": ("ExpressionOfConcernIn", "", ""),
}


def marked_paper(number: int, integrity: str) -> Happening:
    """A paper is ``retracted``, ``corrected`` or of ``concern``; the notice has no PMID."""
    kind, type_name, type_ui = _MARKS[integrity]

    def happen(draft: Draft, day: str) -> list[Expected]:
        def edit(root: etree._Element) -> None:
            medline = root.find("MedlineCitation")
            assert medline is not None
            _revise(medline, day)
            comments = etree.Element("CommentsCorrectionsList")
            comment = etree.SubElement(comments, "CommentsCorrections", RefType=kind)
            etree.SubElement(comment, "RefSource").text = f"Example J Hepatol. {day[:4]};99:1."
            before = medline.find("MeshHeadingList")
            assert before is not None
            before.addprevious(comments)
            types = medline.find("Article/PublicationTypeList")
            if type_name and types is not None:
                etree.SubElement(types, "PublicationType", UI=type_ui).text = type_name

        draft.edit_citation(pmid(number), edit)
        return [Expected("article", pmid(number), integrity, None, integrity)]

    return happen


def _revise(medline: etree._Element, day: str) -> None:
    for name, value in zip(("Year", "Month", "Day"), day.split("-"), strict=True):
        element = medline.find(f"DateRevised/{name}")
        if element is not None:
            element.text = value


def paper_vanished(number: int) -> Happening:
    """PubMed no longer has a paper; `paper_confirmed_gone` tells it when it is missed again."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        draft.drop_citation(pmid(number))
        return []

    return happen


def paper_confirmed_gone(number: int) -> Happening:
    """A paper is missed for the second time."""
    return lambda _draft, _day: [Expected("article", pmid(number), "removed", pmid(number), None)]


def paper_returned(number: int) -> Happening:
    """A paper that was removed is back, unchanged."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        draft.put_citation(pmid(number), citation(entries()[number]))
        return [Expected("article", pmid(number), "came_back", None, pmid(number))]

    return happen


# --- upstream ---


def everywhere(edit: Callable[[Study], None]) -> Happening:
    """The registry writes one field of every study anew; nobody is to be alerted."""

    def happen(draft: Draft, _: str) -> list[Expected]:
        studies, _papers = draft.numbers()
        for number in studies:
            draft.edit_study(number, edit)
        return []

    return happen
