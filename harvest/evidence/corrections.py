"""A person's corrections take the place of what a record's text was read to say."""

from collections.abc import Sequence

from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import Span
from harvest.judgements.model import Correction


def corrected(facts: Sequence[Fact], given: Sequence[Correction]) -> tuple[Fact, ...]:
    """The facts with a person's word in place of what the text was read to say."""
    replaced = {correction.facet for correction in given}
    kept = [fact for fact in facts if fact.facet not in replaced]
    for correction in given:
        if correction.value:
            kept.append(
                Fact(
                    correction.facet,
                    correction.value,
                    correction.label,
                    Span("corrections", 0, len(correction.reason), correction.reason),
                    flag=f"corrected by {correction.who or 'a person'} {correction.when}".strip(),
                )
            )
    return tuple(kept)
