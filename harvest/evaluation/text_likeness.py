"""Likeness of texts: what is related to what (see also ``relations``)."""

from collections.abc import Iterator, Sequence

from harvest.evidence.links.matcher import BLOCK, Report, Study
from harvest.evidence.reading.similarity import Floats, Index, dense
from harvest.evidence.reading.term_counts import TITLE_TIMES
from harvest.evidence.reading.tokens import stems
from harvest.evidence.related.weights import POWER


def text_bag(title: str, body: str) -> list[str]:
    """The stems of a record as relatedness weighs them."""
    return [*stems(title) * TITLE_TIMES, *stems(body)]


def text_scores(reports: Sequence[Report], studies: Sequence[Study]) -> Iterator[Floats]:
    """The likeness of each study to every report, from their words alone."""
    index = Index(text_bag(report.title, report.abstract) for report in reports)
    papers = index.weigh(index.counts, POWER)
    for start in range(0, len(studies), BLOCK):
        block = studies[start : start + BLOCK]
        asked = index.queries(text_bag(" ".join(s.titles), s.text) for s in block)
        yield from dense(index.weigh(asked, POWER) @ papers.T)
