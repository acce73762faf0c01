"""All facets of a record: what was given to whom and what was measured, each with its words."""

from harvest.evidence.facets.cell_source import cell_sources, donors
from harvest.evidence.facets.disease import aetiologies, stages
from harvest.evidence.facets.dose import doses, total
from harvest.evidence.facets.outcome import outcome_scales, outcome_times
from harvest.evidence.facets.product import products
from harvest.evidence.facets.route import routes
from harvest.evidence.facets.schedule import infusions, intervals
from harvest.evidence.facets.size import sample_size
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.tiers import Told


def facets(record: RecordText) -> tuple[Fact, ...]:
    """Every fact of a record. Facets that the record does not state are absent."""
    told = Told(record)
    given = products(told)
    cellular = any(fact.value != "G-CSF" for fact in given)
    facts: list[Fact] = [*given, *aetiologies(record), *stages(record)]
    facts += [*outcome_scales(record), *outcome_times(record)]
    if given:
        facts += routes(told, given)
    if cellular:
        sources = cell_sources(told)
        amounts, times = doses(told), infusions(told)
        facts += [*sources, *donors(told, sources), *amounts, *times, *intervals(told)]
        facts += [t for dose in amounts if len(times) == 1 and (t := total(dose, times[0]))]
    if record.kind == "article":
        facts += sample_size(record)
    return tuple(facts)
