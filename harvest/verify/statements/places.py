"""Statements of where a trial is done, and by whom it is sponsored."""

import re
from collections.abc import Iterator

from harvest.evidence.studies.comparing import other_sponsors
from harvest.verify.base import words
from harvest.verify.statements.told import Judged, Said, Trial, elsewhere, negated
from harvest.vocabularies.cities import cities_named
from harvest.vocabularies.countries_named import countries_in

_WHERE = re.compile(
    r"\b(?:conducted|performed|carried out|run|running|runs|taking place|takes place|took place|"
    r"done|"
    r"located|based|sites?|cent(?:er|re)s?|hospitals?|locations?|recruit(?:s|ed|ing)|"
    r"enrol+(?:s|ed|ing)|trial|study|open|held|countries|country|participants|patients|phase|"
    r"completed|started|ongoing|multicent(?:er|re))\b[^.;]{0,60}?"
    r"(?:\b(?:in|across|throughout|within|from)\b|:)\s+(?=[\"“'(]?(?:the\s+)?[A-Z])|"
    r"\b(?:countries|country|sites?|locations?)\s*:\s*",
    re.IGNORECASE,
)
_LIST = re.compile(r"[^.;()]{2,160}")
_ONLY = re.compile(r"\b(?:only|solely|exclusively|entirely)\s+(?:in|at|within)\b", re.IGNORECASE)
_CITY = re.compile(r"[A-Z][\w'’-]+(?:[ -][A-Z][\w'’-]+){0,3}")
_SPONSOR = re.compile(
    r"\bsponsor(?:ed by|ship (?:of|by)|\s*(?:is|was|:|=))\s*(?:the\s+)?(?P<name>[^.;()|\n]{3,160})|"
    r"(?P<before>[A-Z][^.;()|\n]{3,120}?)\s+(?:is|was|acts as|acted as) (?:its|the|lead|"
    r"the lead) sponsor\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r",?\s+(?:and|which|who|that|with|in|since|is|was|has|started|enrol\w*|recruit\w*|are|will|"
    r"from|"
    r"under|as)\s|,\s",
)


def places(said: Said, trial: Trial) -> Iterator[Judged]:
    """What a sentence says of countries and cities."""
    text = said.text
    countries = sorted({site[0] for site in trial.sites if site[0]})
    seen: set[tuple[int, int]] = set()
    for cue in _WHERE.finditer(text):
        there = _LIST.match(text, cue.end())
        if there is None or elsewhere(text, cue.start()) or _denied(text, cue):
            continue
        start = there.start()
        named: dict[tuple[int, int], set[str]] = {}
        for found in countries_in(there[0], countries):
            named.setdefault((start + found.start, start + found.end), set()).add(found.value)
        for span, values in named.items():
            if span not in seen:
                seen.add(span)
                yield _country(text, span, values, countries, trial)
        if not named:
            yield from _cities(text, start, there[0], trial, seen)


def _denied(text: str, cue: re.Match[str]) -> bool:
    inside = re.search(r"\b(?:not|never|no|none|without)\b", cue[0], re.IGNORECASE) is not None
    return inside or negated(text, cue.start())


def _country(
    text: str, span: tuple[int, int], values: set[str], countries: list[str], trial: Trial
) -> Judged:
    if not countries:
        why = "the record lists no sites"
        return Judged("place", *span, "not in the record", why)
    why = f"the record's sites are in {_some(countries)}"
    proof = (trial.proof("locations.country", ", ".join(countries)),)
    only = _ONLY.search(text[: span[0]]) is not None
    if values & set(countries) and not (only and len(countries) > 1):
        return Judged("place", *span, "agrees", why, proof)
    if values & set(trial.removed_countries):
        why += "; it was removed from them"
    return Judged("place", *span, "contradicts", why, proof)


def _cities(
    text: str, start: int, there: str, trial: Trial, seen: set[tuple[int, int]]
) -> Iterator[Judged]:
    """Cities that the database knows, where no country is named."""
    cities = {" ".join(words(site[1])): site[1] for site in trial.sites if site[1]}
    for match in _CITY.finditer(there):
        span = (start + match.start(), start + match.end())
        key = " ".join(words(match[0]))
        if span in seen:
            continue
        seen.add(span)
        if key in cities:
            why = f"the record has a site in {cities[key]}"
            yield Judged(
                "place", *span, "agrees", why, (trial.proof("locations.city", cities[key]),)
            )
        elif other := _by_another_name(match[0], trial):
            why = f"the record has a site in {other}"
            yield Judged("place", *span, "agrees", why, (trial.proof("locations.city", other),))
        elif cities and trial.base.rows("city", name=match[0]):
            shown = _some(sorted(set(cities.values())))
            why = f"the record's sites are in {shown}"
            yield Judged(
                "place", *span, "contradicts", why, (trial.proof("locations.city", shown),)
            )


def _by_another_name(name: str, trial: Trial) -> str:
    """The city of a site that a city's name means in another language: Munich is München."""
    meant = {city.id for city in cities_named(name)}
    for country, city, _ in dict.fromkeys(trial.sites if meant else ()):
        found = cities_named(f"{city.split(',')[0]}, {country}") if city else ()
        if meant & {each.id for each in found}:
            return city
    return ""


def _some(names: list[str]) -> str:
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def sponsor(said: Said, trial: Trial) -> Iterator[Judged]:
    """What a sentence says of the sponsor."""
    text = said.text
    for match in _SPONSOR.finditer(text):
        group = "name" if match["name"] else "before"
        name, start = match[group], match.start(group)
        if elsewhere(text, match.start()):
            continue
        names = tuple(each for _, each in trial.sponsors)
        if not names:
            yield Judged(
                "sponsor", *match.span(), "not in the record", "the record names no sponsor"
            )
            continue
        cut = _ENDS.search(name)
        shorter = name[: cut.start()] if cut else name
        why = f"the record's sponsor is {names[0]}"
        if len(names) > 1:
            why += f", with {_some(list(names[1:]))}"
        span = (start, start + len(shorter.rstrip()))
        agrees = any(_is_one(each.strip(" \"“”'"), names) for each in {name, shorter})
        verdict = "agrees" if agrees else "contradicts"
        proof = (trial.proof("sponsors.name", names[0]),)
        yield Judged("sponsor", *span, verdict, why, proof)  # type: ignore[arg-type]


def _is_one(name: str, names: tuple[str, ...]) -> bool:
    said = words(name)
    if not said:
        return True
    if any(
        said == words(each)[: len(said)] or words(each) == said[: len(words(each))]
        for each in names
    ):
        return True
    return not other_sponsors((name,), names) and bool(
        set(said) & {word for each in names for word in words(each)}
    )
