"""The dose of all infusions together: as a record states it, or computed with its formula.

It is computed only where one sentence or one arm gives both figures and no others: the dose of one
arm times the infusions of another is nobody's.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace

from harvest.evidence.facets.dose import PLAUSIBLE, doses_in
from harvest.evidence.facets.often.counts import infusions_in
from harvest.evidence.facets.quantities import write_number
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.tiers import Stretch, Told

_ARM = re.compile(r"(?:arms|interventions)\[\d+\]")
_UNEVEN = re.compile(  # not all infusions are of one dose, or the dose is the whole already
    r"\brepeated?\b|\bdivided|\bsplit|\bloading|\bboosters?\b|\bmaintenance|\binitial dose|"
    r"\bfirst dose|\btotal|"
    r"\bcumulative|\bescalat|\brespectively|\bremaining|\bup to\b|\bif\b|\boptional|\bor\b",
    re.IGNORECASE,
)


_OF_OTHER_CYCLES = re.compile(r"\bcycles?|\bcourses?", re.IGNORECASE)  # of another treatment, often
_OF_A_VIAL = re.compile(
    r"cells?\s*(?:/|per|in)\s*(?:\d+(?:\.\d+)?\s*)?m[lL]\b|\bvials?\b|\bbags?\b|\bsyringes?\b|"
    r"\b(?:each|per) (?:side|site|knee|joint|leg|limb|eye|point|hemisphere|wound)",
    re.IGNORECASE,
)


def stated(amounts: Collection[Fact], times: Collection[Fact]) -> tuple[Fact, ...]:
    """The totals that a record states; where the cells are given once, that is the dose."""
    if not any(fact.low is not None and fact.low > 1 for fact in times):
        return ()
    return tuple(replace(f, formula="as stated") for f in amounts if f.facet == "dose_total")


def computed(told: Told, amounts: Collection[Fact], times: Collection[Fact]) -> tuple[Fact, ...]:
    """Dose × infusions of each sentence or arm that gives one of each.

    ``amounts`` and ``times`` are those of the record: where it has a dose that stands in no such
    group, nobody knows which one is given so often, and nothing is computed.
    """
    known = {fact.value for fact in amounts if fact.facet == "dose"}
    counts = {fact.value for fact in times}
    for tier in told.tiers(2):
        found = [sum_ for group in _groups(tier) for sum_ in _of_group(group)]
        if found:
            plain = {dose.value for _, dose, _ in found} == known
            same = {often.value for _, _, often in found} <= counts
            return first_of_each([fact for fact, _, _ in found]) if plain and same else ()
    return ()


def _groups(tier: list[Stretch]) -> Iterator[list[Stretch]]:
    """The stretches of each arm together, and every other sentence by itself."""
    arms: dict[str, list[Stretch]] = defaultdict(list)
    for stretch in tier:
        arm = _ARM.match(stretch.passage.field)
        key = arm.group() if arm else f"{stretch.passage.field} {stretch.start}"
        arms[key].append(stretch)
    yield from arms.values()


_GIVEN_IN = re.compile(r"[\s\w(),-]{0,60}\b(?:via|in|over|across|as|into)[\s(]*", re.IGNORECASE)


def _may_be_the_whole(stretch: Stretch, dose: Fact, often: Fact) -> bool:
    """ "150 million cells via two treatments": of each of them, or of both?"""
    here = stretch.passage.field == dose.span.field == often.span.field
    if not here or dose.span.end > often.span.start:
        return False
    between = stretch.passage.text[dose.span.end : often.span.start]
    return _GIVEN_IN.fullmatch(between) is not None


def _of_group(group: list[Stretch]) -> Iterator[tuple[Fact, Fact, Fact]]:
    """(total, dose, infusions) where the group has one dose and one number of infusions."""
    doses = first_of_each([fact for stretch in group for fact in doses_in(stretch)])
    times = first_of_each([fact for stretch in group for fact in infusions_in(stretch)])
    if len(doses) != 1 or len(times) != 1 or any(_UNEVEN.search(s.text) for s in group):
        return
    dose, often = doses[0], times[0]
    exact = often.low is not None and often.low == often.high and often.low >= 2
    if dose.facet != "dose" or dose.unit not in PLAUSIBLE or not exact:
        return
    if dose.low is None or dose.high is None or often.low is None:
        return
    if _OF_OTHER_CYCLES.search(often.span.text):
        return
    if any(_OF_A_VIAL.search(stretch.text) for stretch in group):
        return  # "0.5 × 10^8 cells/5 mL": how many vials are given is not told
    if dose.low != dose.high and re.search(r",|\band\b", dose.span.text):
        return  # a list of levels
    if any(_may_be_the_whole(stretch, dose, often) for stretch in group):
        return
    low, high = dose.low * often.low, dose.high * often.low
    numbers = write_number(low) if low == high else f"{write_number(low)}–{write_number(high)}"
    label = f"{numbers} {dose.unit}"
    total = Fact(
        "dose_total",
        label,
        label,
        dose.span,
        low=low,
        high=high,
        unit=dose.unit,
        flag="computed: dose × infusions",
        formula=f"{dose.label} × {often.low:g} infusions",
    )
    yield total, dose, often
