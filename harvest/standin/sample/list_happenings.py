"""Things that happen to a trial's lists in the sample's year: outcomes, arms, sites, references."""

from collections.abc import Mapping

from harvest.standin.corpora.corpus import Study
from harvest.standin.corpora.vocabulary import vocabulary
from harvest.standin.sample.happenings import Expected, Happening, of_trial, part, updating
from harvest.standin.sample.papers import pmid
from harvest.standin.sample.studies import scenarios, study
from harvest.vocabularies.countries import country as usual_name


def outcome_added(number: int, text: str) -> Happening:
    """Another primary outcome."""

    def edit(s: Study) -> list[Expected]:
        added = vocabulary().outcome(text)
        part(s, "outcomes")["primaryOutcomes"].append(added)
        return [of_trial(number, "primary_outcome_added", None, f"primary, {added['measure']}")]

    return updating(number, edit)


def outcome_dropped(number: int, measure: str) -> Happening:
    """A primary outcome is gone."""

    def edit(s: Study) -> list[Expected]:
        outcomes = part(s, "outcomes")
        outcomes["primaryOutcomes"] = [
            o for o in outcomes["primaryOutcomes"] if o["measure"] != measure
        ]
        return [of_trial(number, "primary_outcome_dropped", f"primary, {measure}", None)]

    return updating(number, edit)


def outcome_edited(number: int, measure: str, field: str, new: str) -> Happening:
    """One field of a primary outcome is written anew."""

    def edit(s: Study) -> list[Expected]:
        (found,) = (o for o in part(s, "outcomes")["primaryOutcomes"] if o["measure"] == measure)
        old, found[field] = found[field], new
        return [of_trial(number, "primary_outcome_edited", old, new)]

    return updating(number, edit)


def arm_added(number: int, label: str, text: str) -> Happening:
    """Another arm."""

    def edit(s: Study) -> list[Expected]:
        arms = part(s, "armsInterventions")["armGroups"]
        arms.append({"label": label, "type": "EXPERIMENTAL", "description": text})
        return [of_trial(number, "arm_added", None, label)]

    return updating(number, edit)


def arm_removed(number: int, label: str) -> Happening:
    """An arm is gone."""

    def edit(s: Study) -> list[Expected]:
        module = part(s, "armsInterventions")
        module["armGroups"] = [arm for arm in module["armGroups"] if arm["label"] != label]
        for given in module["interventions"]:
            if label in given.get("armGroupLabels", ()):
                given["armGroupLabels"].remove(label)
        return [of_trial(number, "arm_removed", label, None)]

    return updating(number, edit)


def arm_edited(number: int, label: str, new: str) -> Happening:
    """An arm's description is written anew."""

    def edit(s: Study) -> list[Expected]:
        (arm,) = (a for a in part(s, "armsInterventions")["armGroups"] if a["label"] == label)
        old, arm["description"] = arm["description"], new
        return [of_trial(number, "arm_edited", old.replace("\\", ""), new)]

    return updating(number, edit)


def _country(site: Mapping[str, str]) -> str:
    """The country of a site, by the name that the database has it by."""
    return usual_name(site["country"]) or site["country"]


def site_added(number: int, key: str, *, new_country: bool) -> Happening:
    """Another site, in a country of its own or not."""

    def edit(s: Study) -> list[Expected]:
        site = vocabulary().site(key, None)
        part(s, "contactsLocations").setdefault("locations", []).append(site)
        where = _country(site)
        country = [of_trial(number, "country_added", None, where)]
        name = f"{site['facility']}, {site['city']}, {where}"
        return [*(country if new_country else ()), of_trial(number, "site_added", None, name)]

    return updating(number, edit)


def site_removed(number: int, key: str, *, last_of_country: bool) -> Happening:
    """A site is gone, the last of its country or not."""

    def edit(s: Study) -> list[Expected]:
        gone = vocabulary().site(key, None)
        module = part(s, "contactsLocations")
        module["locations"] = [
            site for site in module["locations"] if site["facility"] != gone["facility"]
        ]
        where = _country(gone)
        country = [of_trial(number, "country_removed", where, None)]
        name = f"{gone['facility']}, {gone['city']}, {where}"
        return [*(country if last_of_country else ()), of_trial(number, "site_removed", name, None)]

    return updating(number, edit)


def condition(number: int, name: str, *, kept: bool) -> Happening:
    """A condition comes (``kept``) or goes, and with it the trial enters or leaves the search."""

    def edit(s: Study) -> list[Expected]:
        conditions = part(s, "conditions")["conditions"]
        if kept:
            conditions.append(name)
            return [
                of_trial(number, "edited", None, name),
                of_trial(number, "came_back", None, None),
            ]
        conditions.remove(name)
        return [of_trial(number, "edited", name, None), of_trial(number, "left_search", None, None)]

    return updating(number, edit)


def reference(number: int, kind: str, paper: int, *, links: bool) -> Happening:
    """A paper is added to the trial's references; ``links``: that is the first tie to it."""

    def edit(s: Study) -> list[Expected]:
        told = f"Sample article {pmid(paper)}. Example J Hepatol."
        module = s["protocolSection"].setdefault("referencesModule", {"references": []})
        module["references"].append({"pmid": pmid(paper), "type": kind, "citation": told})
        linked = [of_trial(number, "paper_linked", None, pmid(paper))]
        name = f"{pmid(paper)}, {told}"
        return [of_trial(number, "reference_added", None, name), *(linked if links else ())]

    return updating(number, edit)


def results_posted(number: int) -> Happening:
    """A results section appears."""

    def edit(s: Study) -> list[Expected]:
        with_results = study(scenarios()[number] | {"results": True})
        s["resultsSection"] = with_results["resultsSection"]
        s["hasResults"] = True
        day = part(s, "status")["lastUpdatePostDateStruct"]["date"]
        part(s, "status").update(
            resultsFirstSubmitDate=day,
            resultsFirstSubmitQcDate=day,
            resultsFirstPostDateStruct={"date": day, "type": "ACTUAL"},
        )
        return [of_trial(number, "results_posted", 0, 1)]

    return updating(number, edit)


def results_withdrawn(number: int) -> Happening:
    """The results section is gone again."""

    def edit(s: Study) -> list[Expected]:
        del s["resultsSection"]
        s["hasResults"] = False
        for name in ("SubmitDate", "SubmitQcDate", "PostDateStruct"):
            part(s, "status").pop(f"resultsFirst{name}", None)
        return [of_trial(number, "results_withdrawn", 1, 0)]

    return updating(number, edit)
