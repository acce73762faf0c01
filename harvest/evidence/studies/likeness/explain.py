"""Why two registrations may be one study, and what speaks against it, in words for a person."""

from collections.abc import Iterator

from harvest.evidence.links.months import Months
from harvest.evidence.reading.tokens import words
from harvest.evidence.studies.comparing import other_sponsors
from harvest.evidence.studies.likeness.registration import Registration
from harvest.evidence.studies.likeness.series import marks
from harvest.evidence.studies.likeness.wording import abbreviations, telling_names, terms

_SHOWN = 8  # words of titles that are shown
_AGAINST = {
    "phase": "the phases differ",
    "dose": "the doses differ",
    "level": "the doses differ",
}


def reasons(one: Registration, other: Registration) -> Iterator[str]:
    """What ties the two, strongest first, then what contradicts it."""
    yield from _for(one, other)
    yield from _against(one, other)


def _for(one: Registration, other: Registration) -> Iterator[str]:
    if codes := sorted({*one.codes} & {*other.codes}):
        yield f"both give the sponsor's number {codes[0].upper()}"
    if one.acronym and one.acronym.lower() == (other.acronym or "").lower():
        yield f"same acronym: {one.acronym}"
    if shared := _shared(one, other):
        yield f"both titles say: {', '.join(shared)}"
    yield from _sponsors(one, other)
    if people := sorted({*one.officials} & {*other.officials}):
        yield f"both name {', '.join(name.title() for name in people)}"
    if one.size and one.size == other.size:
        yield f"{one.size:,} people in both"
    yield from _dates(one, other)
    if countries := sorted(one.countries & other.countries):
        named = ", ".join(countries[:4]) + (", …" if len(countries) > 4 else "")
        yield f"both in {named}"
    if len(same := _common(one.outcomes, other.outcomes)) > 1:
        yield f"both primary outcomes say: {', '.join(same[:_SHOWN])}"
    if phases := marks(one)["phase"] & marks(other)["phase"]:
        yield f"both phase {'/'.join(sorted(phases))}"


def _sponsors(one: Registration, other: Registration) -> Iterator[str]:
    if not (one.sponsors and other.sponsors):
        return
    ours, theirs = one.sponsors[0], other.sponsors[0]
    if ours.lower() == theirs.lower():
        yield f"same sponsor: {ours}"
    elif telling_names(ours) & telling_names(theirs) or abbreviations([ours]) & abbreviations(
        [theirs]
    ):
        yield f"sponsor in other words: {ours} / {theirs}"


def _dates(one: Registration, other: Registration) -> Iterator[str]:
    ours, theirs = Months.of(one.start), Months.of(other.start)
    if ours and theirs:
        if ours.first <= theirs.last and theirs.first <= ours.last:
            yield f"start {one.start}" + (
                f" / {other.start}" if one.start != other.start else " in both"
            )
        elif max(ours.first - theirs.last, theirs.first - ours.last) <= 3:
            yield f"start {one.start} / {other.start}"


def _against(one: Registration, other: Registration) -> Iterator[str]:
    ours, theirs = marks(one), marks(other)
    for kind, what in _AGAINST.items():
        if ours[kind] and theirs[kind] and not ours[kind] & theirs[kind]:
            yield f"against: {what} ({_listed(ours[kind])}; {_listed(theirs[kind])})"
    yield from _parts(ours["part"], theirs["part"])
    if bool(ours["level"]) != bool(theirs["level"]):
        levels = _listed(ours["level"] | theirs["level"])
        yield f"against: only one of the titles gives the doses as {levels}"
    if bool(ours["continued"]) != bool(theirs["continued"]):
        yield "against: only one of the titles speaks of an extension or follow-up"
    if one.sponsors and other.sponsors and other_sponsors(one.sponsors, other.sponsors):
        yield f"against: sponsors differ ({one.sponsors[0]} / {other.sponsors[0]})"
    if one.size and other.size and one.size != other.size:
        kinds = [(each.size_type or "").lower() for each in (one, other)]
        told = [
            f"{each.size:,}{f' {kind}' if kind else ''}"
            for each, kind in zip((one, other), kinds, strict=True)
        ]
        yield f"against: sizes differ ({' / '.join(told)})"
    first, second = Months.of(one.start), Months.of(other.start)
    if first and second and max(first.first - second.last, second.first - first.last) > 3:
        yield f"against: start {one.start} / {other.start}"
    if one.countries and other.countries and not one.countries & other.countries:
        yield (f"against: countries differ ({_listed(one.countries)}; {_listed(other.countries)})")
    for facet in sorted({*one.cells} & {*other.cells}):
        mine, its = one.cells[facet], other.cells[facet]
        if mine and its and not mine & its:
            yield f"against: {facet.replace('_', ' ')} differs ({_listed(mine)}; {_listed(its)})"


def _parts(ours: frozenset[str], theirs: frozenset[str]) -> Iterator[str]:
    """Parts of the same kind, or of the same name, of which one has another than the other."""
    for head in sorted({mark.partition(":")[0] for mark in ours}):
        mine, its = (
            frozenset(each.partition(":")[2] for each in marks if each.startswith(f"{head}:"))
            for marks in (ours, theirs)
        )
        if mine and its and not mine & its:
            yield f"against: {head} {_listed(mine)} / {_listed(its)}"


def _listed(values: frozenset[str]) -> str:
    named = sorted(values)
    return ", ".join(named[:4]) + (", …" if len(named) > 4 else "")


def _shared(one: Registration, other: Registration) -> list[str]:
    return _common(one.titles, other.titles)[:_SHOWN]


def _common(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[str]:
    """The words of the one that the other has in some form, as written, the longest first."""
    known = set(terms(*theirs))
    found: dict[str, str] = {}
    for text in ours:
        for word in words(text):
            form = terms(word)
            if form and form[0] in known and len(word) > 3:
                found.setdefault(form[0], word)
    return sorted(found.values(), key=lambda word: (-len(word), word))
