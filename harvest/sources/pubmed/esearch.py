"""All PMIDs that match a term, however many: esearch itself lists no more than 9,999.

Above that the range of PMIDs is halved until each half has few enough. Ranges of PMIDs are exact
and disjoint, and no edit of a date moves a record from one to another.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace

from harvest.errors import UpstreamDataError
from harvest.records import Progress
from harvest.sources import Hits
from harvest.sources.pubmed.asking import NAME, Visit, WalkFailed
from harvest.sources.pubmed.judge import Result, result, search_error
from harvest.sources.pubmed.understood import Verdict, judged, without_hits
from harvest.strategy.not_found import told
from harvest.web import Refused

MOST_LISTED = 9_999
TRIES = 3
"""How often what does not add up is asked again."""
HEADROOM = 1_000_000
"""PMIDs above the highest one seen that are still searched like the others."""
HIGHEST = 999_999_999


@dataclass(slots=True)
class Matches:
    """What a term brought. ``problem`` says why the PMIDs are not all; None if they are."""

    pmids: set[str] = field(default_factory=set)
    promised: int = 0
    translation: str | None = None
    warnings: list[str] = field(default_factory=list)
    not_found: tuple[str, ...] = ()
    """Words that no paper has, among alternatives: they change nothing"""
    problem: str | None = None


def search(
    visit: Visit,
    term: str,
    label: str,
    *,
    groups: Sequence[tuple[str, str]] = (),
    absent_phrases_are_fine: bool = False,
) -> Generator[Progress, None, Matches]:
    """Every PMID that matches ``term``; ``groups`` are its concepts with the text of each.

    Raises WalkFailed if PubMed answers another question, as it does without a field that it does
    not know or without all words of a concept (with ``absent_phrases_are_fine`` only for a field),
    if a concept has no paper at all, and what the door raises.
    """
    ask = _Asker(visit, tuple(groups), lenient=absent_phrases_are_fine)
    found = Matches()
    for _ in range(TRIES):
        first = ask(term)
        if first.matching == 0:
            ask.every_concept_has_papers()
        found = Matches(
            set(first.pmids),
            first.matching,
            first.translation,
            list(first.warnings),
            ask.judged(term, first).not_found,
        )
        if first.matching <= MOST_LISTED:
            found.problem = _short(first)
            return found
        found.pmids, found.problem = yield from _by_ranges(visit, ask, term, label, first)
        if found.problem is None and len(found.pmids) != first.matching:
            again = ask(term, most=0).matching
            found.promised = again
            if len(found.pmids) != again:
                found.problem = f"{len(found.pmids):,} papers match by ranges, {again:,} in all"
        if found.problem is None:
            return found
    return found


def count(
    visit: Visit, term: str, groups: Sequence[tuple[str, str]] = (), *, alone: bool = False
) -> Hits:
    """How many papers match; with ``alone`` the term is one word or one concept.

    One request, and one a concept where nothing matches, as a run does.

    Raises what the door raises, Refused only where there is no such address.
    """
    try:
        answer = result(visit.esearch(term, 0).body)
    except Refused as refused:
        if refused.status == 404:
            raise
        return Hits(None, problem=_refusal(refused))
    if answer is None:
        raise UpstreamDataError(f"{NAME}: a search result without count or ids")
    reported = (*answer.phrases_not_found, *answer.fields_not_found)
    verdict = judged(term, reported, answer.translation, groups)
    problem = None if alone and not answer.fields_not_found else verdict.problem
    if problem is None and not alone and answer.matching == 0:
        problem = _emptied(visit, groups)
    notes: tuple[str, ...] = ()
    if answer.matching > MOST_LISTED:
        notes = (f"more than the {MOST_LISTED:,} that one answer lists: asked for in ranges",)
    return Hits(
        answer.matching,
        translation=answer.translation,
        notes=notes,
        doubts=() if alone or not verdict.not_found else (told(verdict.not_found),),
        problem=problem,
    )


def _emptied(visit: Visit, groups: Sequence[tuple[str, str]]) -> str | None:
    """Which concept of a search that finds nothing no paper has a word of; None if each has."""
    for concept, text in groups:
        if count(visit, text, alone=True).matching == 0:
            return without_hits(concept, text)
    return None


@dataclass(frozen=True, slots=True)
class _Asker:
    """One question to esearch, asked again where the answer lists fewer PMIDs than it should."""

    visit: Visit
    groups: tuple[tuple[str, str], ...]
    lenient: bool

    def __call__(self, term: str, most: int = MOST_LISTED) -> Result:
        for _ in range(TRIES):
            answer = self._once(term, most)
            if most == 0 or _short(answer) is None:
                break
        return answer

    def _once(self, term: str, most: int) -> Result:
        try:
            body = self.visit.esearch(term, most).body
        except Refused as refused:
            raise WalkFailed(_refusal(refused)) from None
        answer = result(body)
        if answer is None:
            raise UpstreamDataError(f"{NAME}: a search result without count or ids")
        problem = self.judged(term, answer).problem
        if problem is not None:
            raise WalkFailed(problem)
        return answer

    def judged(self, term: str, answer: Result) -> Verdict:
        """Which words PubMed did not know, and whether it answered this very question."""
        if self.lenient and not answer.fields_not_found:
            return Verdict((), None)
        reported = () if self.lenient else answer.phrases_not_found
        return judged(term, (*reported, *answer.fields_not_found), answer.translation, self.groups)

    def every_concept_has_papers(self) -> None:
        """Tell an empty search apart from one that can't find anything.

        PubMed does not report a phrase looked for by nearness that no paper has: only its count
        tells.
        """
        for concept, text in self.groups:
            alone = replace(self, groups=((concept, text),))
            if alone(text, most=0).matching == 0:
                raise WalkFailed(without_hits(concept, text))


def _short(answer: Result) -> str | None:
    """What is wrong with the number of PMIDs listed; None if nothing is."""
    expected = min(answer.matching, MOST_LISTED)
    listed = len(set(answer.pmids))
    if listed == expected:
        return None
    return f"esearch listed {listed:,} of {expected:,} papers"


def _by_ranges(
    visit: Visit, ask: _Asker, term: str, label: str, first: Result
) -> Generator[Progress, None, tuple[set[str], str | None]]:
    """The PMIDs of all ranges together, and what did not add up in one of them."""
    known = (*first.pmids, *visit.job.held.articles)
    top = min(max(map(int, known)) + HEADROOM, HIGHEST)
    ranges = [(top + 1, HIGHEST)] if top < HIGHEST else []
    ranges.append((1, top))
    pmids: set[str] = set()
    problem = None
    while ranges:
        low, high = ranges.pop()
        answer = ask(f"({term}) AND {low}:{high}[UID]")
        if answer.matching > high - low + 1:  # else halving what is not true would hardly ever end
            return (
                pmids,
                f"{answer.matching:,} papers are announced among {high - low + 1:,} numbers",
            )
        if answer.matching > MOST_LISTED:
            middle = (low + high) // 2
            ranges += [(middle + 1, high), (low, middle)]
            continue
        problem = problem or _short(answer)
        pmids.update(answer.pmids)
        yield Progress(NAME, f"{label}: searching", len(pmids), first.matching)
    return pmids, problem


def _refusal(refused: Refused) -> str:
    said = search_error(refused.answer.body)
    if said is not None:
        return f"PubMed can't read this search: {said}"
    if refused.status == 404:
        return f"{refused}; correct sources.{NAME}.base_url"
    return str(refused)
