"""Where a trial stands: as a whole, and in each of its countries."""

from collections.abc import Mapping
from typing import Any

from harvest.sources.ctis.record import WORDS, Trial, country_of, mapping, mappings
from harvest.text import line

_ENDED = "COMPLETED"


def status(trial: Trial) -> str | None:
    """The code of the public status; the registry's word where no code says the same."""
    given = trial.told.get("ctPublicStatusCode", trial.row.get("ctStatus"))
    found = coded(trial, given, "ctPublicStatusCode")
    if found == _ENDED and ended_early(trial):
        return "TERMINATED"
    if found == "WITHDRAWN" and str(given) in ("10", "Revoked") and starts(trial):
        return "TERMINATED"
    return found


def word_of(trial: Trial) -> str | None:
    """What the registry calls the public status, of which its records have a code."""
    given = trial.told.get("ctPublicStatusCode", trial.row.get("ctStatus"))
    if given is None or isinstance(given, dict | list | bool):
        return None
    return WORDS.code("public_words", str(given)) or line(str(given))


def coded(trial: Trial, given: object, path: str) -> str | None:
    """What a code or a word of the registry means; an unknown one stays, and is noted."""
    if given is None or isinstance(given, dict | list | bool) or not str(given).strip():
        return None
    word = str(given)
    if own := WORDS.code("status_words", word):
        return own
    found = WORDS.code("statuses", word)
    if found is None:
        trial.note(path, word)
    return found or line(word)


def by_country(trial: Trial) -> dict[str, str | None]:
    """Each country concerned with where the trial stands there, None where that is not said."""
    listed = trial.row.get("trialCountries")
    pairs = listed if isinstance(listed, list) else []
    told = dict(_pair(each) for each in pairs if isinstance(each, str))
    found: dict[str, str | None] = {}
    for each in mappings(trial.application, "memberStatesConcerned"):
        if country := country_of(each.get("mscName") or each.get("countryName")):
            code = each.get("mscPublicStatusCode", told.get(country))
            found[country] = coded(trial, code, "memberStatesConcerned/mscPublicStatusCode")
    for country, code in told.items():
        if country not in found:
            found[country] = coded(trial, code, "trialCountries")
    if len(found) == 1 and (only := next(iter(found))) and found[only] is None:
        # The former interface says one status; of one country it is that of the trial.
        found[only] = status(trial)
    return found


def _pair(said: str) -> tuple[str, str | None]:
    name, _, code = said.partition(":")
    return country_of(name) or name, code or None


def events(trial: Trial) -> list[tuple[str, str, str | None]]:
    """What was notified: country, kind and day."""
    return [
        (country, kind, trial.day(each.get("date"), "events/trialEvents"))
        for country, each in _notified(trial)
        if isinstance(kind := each.get("notificationType"), str)
    ]


def _notified(trial: Trial) -> list[tuple[str, Mapping[str, Any]]]:
    return [
        (country_of(each.get("mscName")) or "", event)
        for each in mappings(mapping(trial.told, "events"), "trialEvents")
        for event in mappings(each, "events")
    ]


def starts(trial: Trial) -> list[str]:
    """The days on which the trial began, in one country or another."""
    return sorted(day for _, kind, day in events(trial) if kind == "START_OF_TRIAL" and day)


def ended_early(trial: Trial) -> bool:
    """Whether every country concerned tells of an end before the planned one."""
    countries = {
        country_of(each.get("mscName") or each.get("countryName"))
        for each in mappings(trial.application, "memberStatesConcerned")
    }
    early = {
        country
        for country, each in _notified(trial)
        for value in each.values()
        if isinstance(value, str) and WORDS.code("early_ends", value)
    }
    return bool(countries) and countries <= early
