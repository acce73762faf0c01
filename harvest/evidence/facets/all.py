"""All facets of a record: what was given to whom and what was measured, each with its words.

Which there are, and by what each is read, the packs in use tell.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import get_args

from harvest.evidence.facets.cell_source import cell_sources, donors
from harvest.evidence.facets.disease import aetiologies, stages
from harvest.evidence.facets.dose import doses
from harvest.evidence.facets.dose_total import computed, stated
from harvest.evidence.facets.drug.compared import comparators
from harvest.evidence.facets.drug.names import drugs
from harvest.evidence.facets.often.counts import infusions
from harvest.evidence.facets.often.intervals import intervals
from harvest.evidence.facets.outcome import Measured, measured, outcome_scales, time_points
from harvest.evidence.facets.product import products
from harvest.evidence.facets.route import routes
from harvest.evidence.facets.shapes.course import courses
from harvest.evidence.facets.shapes.quantity import quantities_of
from harvest.evidence.facets.shapes.term import terms, yes_or_no
from harvest.evidence.facets.shapes.time import time_points_of
from harvest.evidence.facets.sizes.size import sample_size
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.tiers import Told
from harvest.evidence.reading.vocabulary import vocabulary, words_of
from harvest.facets import Facet, Kind, Shape
from harvest.facets import facets as described

Facts = tuple[Fact, ...]


class Study:
    """A record, and what several readers ask of it, read once."""

    def __init__(self, record: RecordText) -> None:
        self.record = record
        self.told = Told(record)

    def may_name(self, words: str) -> bool:
        """Whether a term of the vocabulary may stand anywhere: without one, its reader is idle."""
        return any(map(vocabulary(words).may_be_in, self.record.fields.values()))

    @cached_property
    def given(self) -> Facts:
        """The products."""
        return products(self.told) if self.may_name("products") else ()

    @cached_property
    def gives_cells(self) -> bool:
        """Whether cells are among them."""
        return any(fact.value != "G-CSF" for fact in self.given)

    @cached_property
    def measured(self) -> tuple[Measured, ...]:
        """Its outcomes: what each measures, and when."""
        return measured(self.record)

    @cached_property
    def sources(self) -> Facts:
        """The tissues that the cells come from."""
        return cell_sources(self.told, self.given) if self.gives_cells else ()

    @cached_property
    def amounts(self) -> Facts:
        """The doses of cells, and what the record calls their total."""
        return doses(self.told) if self.gives_cells else ()

    @property
    def single_doses(self) -> Facts:
        """The doses of one infusion; a stated total is one where the cells are given once."""
        totals = {fact.value for fact in stated(self.amounts, self.times)}
        return first_of_each(
            [
                replace(fact, facet="dose")
                for fact in self.amounts
                if fact.facet == "dose" or fact.value not in totals
            ]
        )

    @cached_property
    def times(self) -> Facts:
        """How many times the cells are given."""
        return infusions(self.told) if self.gives_cells else ()

    @property
    def totals(self) -> Facts:
        """The doses of all infusions together: as stated, else computed."""
        if not self.gives_cells:
            return ()
        return stated(self.amounts, self.times) or computed(self.told, self.amounts, self.times)


READERS: Mapping[str, Callable[[Study], Facts]] = {
    "aetiologies": lambda study: aetiologies(study.record) if study.may_name("aetiologies") else (),
    "cell_sources": lambda study: study.sources,
    "donors": lambda study: (
        donors(study.told, study.sources, study.given) if study.gives_cells else ()
    ),
    "dose_totals": lambda study: study.totals,
    "doses": lambda study: study.single_doses,
    "comparators": lambda study: comparators(study.record),
    "drugs": lambda study: drugs(study.record),
    "infusions": lambda study: study.times,
    "intervals": lambda study: intervals(study.told) if study.gives_cells else (),
    "outcome_scales": lambda study: outcome_scales(study.record, study.measured),
    "outcome_times": lambda study: time_points(study.measured),
    "products": lambda study: study.given,
    "routes": lambda study: routes(study.told, study.given) if study.given else (),
    "sample_size": lambda study: sample_size(study.record),
    "stages": lambda study: stages(study.record) if study.may_name("stages") else (),
}
"""What a description names as its ``reader``."""

SHAPES: Mapping[Shape, Callable[[RecordText, Facet], Facts]] = {
    "term": terms,
    "quantity": quantities_of,
    "course": courses,
    "time": time_points_of,
    "yes_no": yes_or_no,
}
"""What reads a facet that has no reader of its own."""


def everything(record: RecordText) -> tuple[Facts, tuple[Measured, ...]]:
    """Every fact of a record, and each of its outcomes with its own scales and times.

    Facets that the record does not state are absent. All is read in the record's copy for reading;
    the spans are those of its own texts.

    Raises ConfigError for a facet that can't be read.
    """
    copy = record.legible
    study = Study(copy)
    in_order = sorted(described(), key=lambda facet: facet.order)
    found = tuple(
        fact for facet in in_order if record.kind in facet.kinds for fact in _read(study, facet)
    )
    if copy is record:
        return found, study.measured
    return _back(record, found), tuple(
        each._replace(
            scales=_back(record, each.scales),
            times=tuple(when._replace(span=record.back(when.span)) for when in each.times),
        )
        for each in study.measured
    )


def check() -> None:
    """See that every facet of the packs in use can be read.

    Raises ConfigError naming the file and what is wrong with it.
    """
    for facet in described():
        words_of(facet)
    for kind in get_args(Kind):  # of a record without a text, too, everything is looked for
        everything(RecordText(kind=kind, id="", titles=()))


def _back(record: RecordText, found: Facts) -> Facts:
    return tuple(
        fact if (span := record.back(fact.span)) == fact.span else fact.at(span) for fact in found
    )


def _read(study: Study, facet: Facet) -> Facts:
    if not facet.reader:
        return SHAPES[facet.shape](study.record, facet)
    if facet.reader not in READERS:
        facet.wrong("reader", f"knows {', '.join(READERS)}, not {facet.reader!r}")
    return READERS[facet.reader](study)
