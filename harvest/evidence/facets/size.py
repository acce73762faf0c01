"""How many people a paper's study has: those enrolled or randomised, never those screened.

Each number of people is given a stage by the words that govern it: the verb that follows it up to
the next number ("40 were randomised"), else the verb right before it ("we enrolled 43 patients").
The stage nearest to the trial decides: randomised, then enrolled, then treated or analysed. Within
one stage the largest number is the total; arms told one after another are added up where no total
stands. Where the words are not plain there is no number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from harvest.evidence.facets.people import Count, counts_in
from harvest.evidence.facets.people_words import (
    EARLIER_WORK,
    NOT_TOLD_HERE,
    Stage,
)
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import Passage, RecordText, Span, sentences

_FEW = 5  # fewer people are called enrolled, or they are a part of all
_Told = Sequence[tuple[Passage, Sequence[Count]]]


def sample_size(record: RecordText) -> tuple[Fact, ...]:
    """How many people a paper's study has; nothing where the text is not plain about it.

    The abstract counts before the title. Healthy volunteers beside patients, controls from history,
    eyes and other things that people have are not the sample.
    """
    for passages in (record.bodies, record.titles):
        told = [
            (passage, list(counts_in(passage, start, end)))
            for passage in passages
            for start, end in _own(passage.text)
        ]
        elsewhere = max(map(_largest_elsewhere, passages), default=0)
        found = _decided([(passage, counts) for passage, counts in told if counts], elsewhere)
        if found is not None:
            return (found,)
    return ()


def people_counted(record: RecordText) -> Span | None:
    """The first place where a paper counts people of whatever kind; None if it counts nobody."""
    for passage in (*record.bodies, *record.titles):
        for start, end in sentences(passage.text):
            for count in counts_in(passage, start, end):
                if count.stage is not None:
                    return passage.span(count.start, count.end)
    return None


def _largest_elsewhere(passage: Passage) -> int:
    """The largest number of people in what is not said to be this study's own."""
    own = set(_own(passage.text))
    others = (part for part in sentences(passage.text) if part not in own)
    counts = (count for start, end in others for count in counts_in(passage, start, end))
    return max((count.value for count in counts), default=0)


def _own(text: str) -> Iterator[tuple[int, int]]:
    """The sentences that can tell of this study's own people: not background, not conclusions."""
    foreign = False
    for start, end in sentences(text):
        if start == 0 or text[start - 1] == "\n":
            foreign = NOT_TOLD_HERE.match(text, start) is not None
        if not foreign and EARLIER_WORK.search(text, start, end) is None:
            yield start, end


def _decided(told: _Told, elsewhere: int) -> Fact | None:
    """The size that the counts of one text give, the stage nearest to the trial first."""
    patients = any(not c.others and c.stage is not None for _, counts in told for c in counts)
    kept = [(p, [c for c in counts if not (patients and c.others)]) for p, counts in told]
    for stage in reversed(Stage):
        if stage <= Stage.SCREENED:
            return None
        of_stage = [
            (p, [c for c in counts if c.stage is stage and not c.part]) for p, counts in kept
        ]
        totals = [(p, c) for p, counts in of_stage for c in counts if not c.arm]
        sums = [(p, c) for p, counts in of_stage if (c := _added([c for c in counts if c.arm]))]
        if len(sums) > 1 and not totals:
            return None
        best = max((*totals, *sums), key=lambda found: found[1].value, default=None)
        if best is None:
            alone = [(p, c) for p, counts in of_stage for c in counts]
            if stage is Stage.TREATED and len(alone) == 1 and not _compares(told):
                best = alone[0]
        if best is not None and _plain(best[1], stage, kept, elsewhere):
            return _fact(*best)
        if best is not None and stage < Stage.RANDOMISED:
            return None
    return None


def _plain(best: Count, stage: Stage, told: _Told, elsewhere: int) -> bool:
    """Whether no other number of people stands in the way of taking this one for all."""
    if stage < Stage.ENROLLED and (best.value < _FEW or elsewhere > best.value):
        return False
    others = [c for _, counts in told for c in counts if not c.others]
    if best.added and any(c.stage is Stage.SCREENED and c.value < best.value for c in others):
        return False
    larger = {c.stage for c in others if c.value > best.value} - {Stage.EXCLUDED, Stage.PLANNED}
    if stage >= Stage.ENROLLED:
        larger.discard(Stage.SCREENED)
    if stage is Stage.RANDOMISED:
        return not larger & {Stage.ANALYSED, Stage.TREATED}
    return not larger


def _compares(told: _Told) -> bool:
    return any(
        re.search("randomi[sz]|control|placebo|groups|versus", p.text, re.I) for p, _ in told
    )


def _added(arms: Sequence[Count]) -> Count | None:
    """All arms of one sentence as one count; None for fewer than two."""
    if len(arms) < 2:
        return None
    values = [arm.value for arm in arms]
    largest = max(values)
    if 2 * largest == sum(values) and len(values) > 2:  # told in all, and then arm by arm
        return arms[values.index(largest)]
    return replace(arms[0], value=sum(values), end=arms[-1].end, arm=False, added=True)


def _fact(passage: Passage, count: Count) -> Fact:
    span = passage.span(count.start, count.end)
    size = float(count.value)
    return Fact("sample_size", str(count.value), f"n = {count.value}", span, size, size, "people")


# --- one sentence ---
