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
    A_STUDY_SHOWED,
    EARLIER_WORK,
    NOT_TOLD_HERE,
    OF_ANY_KIND,
    OWN_NAMES,
    SURELY_PEOPLE,
    Stage,
)
from harvest.evidence.facets.size_doubts import doubtful
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
            return (found,) if _surely_people(record, found) else ()
    return ()


def _surely_people(record: RecordText, found: Fact) -> bool:
    """Whether "600 individuals" are people: the record has a word that is said of nobody else."""
    if OF_ANY_KIND.search(found.span.text) is None:
        return True
    return any(SURELY_PEOPLE.search(p.text) for p in (*record.titles, *record.bodies))


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
        if (
            not foreign
            and EARLIER_WORK.search(text, start, end) is None
            and not A_STUDY_SHOWED.match(text, start, end)
        ):
            yield start, end


def _decided(told: _Told, elsewhere: int) -> Fact | None:
    """The size that the counts of one text give, the stage nearest to the trial first."""
    patients, others = _highest(told, others=False), _highest(told, others=True)
    if others is Stage.ENROLLED and patients in (Stage.TREATED, Stage.ANALYSED):
        return None  # who was enrolled and who was treated are not the same people
    apart = patients is not None and not (others is Stage.RANDOMISED and patients < others)
    kept = [(p, [c for c in counts if not (apart and c.others)]) for p, counts in told]
    every = [count for _, counts in told for count in counts]
    for stage in reversed(Stage):
        if stage <= Stage.SCREENED:
            return None
        of_stage = [
            (p, [c for c in counts if c.stage is stage and not c.part]) for p, counts in kept
        ]
        totals = [(p, c) for p, counts in of_stage for c in counts if not c.arm]
        sums = [(p, c) for p, cs in of_stage if (c := _added(p, [c for c in cs if c.arm]))]
        if len(sums) > 1 and not totals:
            return None
        best = max((*totals, *sums), key=lambda found: found[1].value, default=None)
        if best is None:
            alone = [(p, c) for p, counts in of_stage for c in counts]
            if stage is Stage.TREATED and len(alone) == 1 and not _compares(told):
                best = alone[0]
        if (
            best is not None
            and _plain(best[1], stage, kept, elsewhere)
            and not doubtful(*best, every)
        ):
            return _fact(*best)
        if best is not None and (
            stage < Stage.RANDOMISED or best[1].added or doubtful(*best, every)
        ):
            return None
    return None


def _highest(told: _Told, *, others: bool) -> Stage | None:
    """The stage nearest to the trial of the patients, or of the others beside them."""
    counts = (c for _, of_sentence in told for c in of_sentence if c.others is others)
    stages = (c.stage for c in counts if c.stage is not None and not (others and c.part))
    return max(stages, default=None)


def _plain(best: Count, stage: Stage, told: _Told, elsewhere: int) -> bool:
    """Whether no other number of people stands in the way of taking this one for all."""
    if stage < Stage.ENROLLED and (best.value < _FEW or elsewhere > best.value):
        return False
    others = [c for _, counts in told for c in counts if not c.others]
    if best.added and any(c.stage is Stage.SCREENED and c.value < best.value for c in others):
        return False
    larger = {c.stage for c in others if c.value > best.value} - {Stage.PLANNED}
    if stage >= Stage.ENROLLED:
        larger -= {Stage.SCREENED, Stage.EXCLUDED}
    if stage is Stage.RANDOMISED and not best.added:
        return not larger & {Stage.ANALYSED, Stage.TREATED, Stage.RANDOMISED}
    return not larger


def _compares(told: _Told) -> bool:
    return any(
        re.search("randomi[sz]|control|placebo|groups|versus", p.text, re.I) for p, _ in told
    )


def _added(passage: Passage, arms: Sequence[Count]) -> Count | None:
    """All arms of one sentence as one count; None for fewer than two, or of several cohorts."""
    if len(arms) < 2:
        return None
    if len(OWN_NAMES.findall(passage.text, arms[0].start, arms[-1].end + 60)) > 1:
        return None  # people may stand in both
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
