"""Statements of what a paper is to a trial."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from harvest.identifiers import paper_name
from harvest.text import line
from harvest.verify.base import Record
from harvest.verify.statements.told import Judged, Said, Trial, elsewhere

_RESULTS = re.compile(
    r"\b(?:results?|findings|outcomes?)\b[^.;]{0,60}\b(?:published|reported|described|appear\w*|"
    r"in|by|are)\b|"
    r"\b(?:reports?|reported|reporting|publish\w*|describes?|"
    r"presents?)\b[^.;]{0,40}\b(?:results?|findings|of|in|the trial|N{4,})|"
    r"\b(?:published|reported)\s+(?:in|as|by)\b",
    re.IGNORECASE,
)
_PROTOCOL = re.compile(r"\bprotocol\b", re.IGNORECASE)
_NO_PAPER = re.compile(
    r"\b(?:no (?:published )?(?:results|paper|publication)s?\b[^.;]{0,30}(?:published|reported|"
    r"found|available|from|of)|"
    r"(?:results|it|which|trial|study) (?:have|has|were|was|is|"
    r"are) not (?:yet )?(?:been )?published|unpublished)",
    re.IGNORECASE,
)
_RETRACTED = re.compile(
    r"\b(?:is|was|were|has been|been|later|since)\s+(?P<not>not\s+|"
    r"never\s+)?(?:been\s+)?retracted\b",
    re.I,
)


def relations(said: Said, trial: Trial, papers: Sequence[tuple[int, Record]]) -> Iterator[Judged]:
    """What a sentence says of papers of the trial; each with its place in the entry."""
    text = said.text
    if match := _NO_PAPER.search(text):
        yield _unpublished(match, trial)
        return
    results, protocol = _RESULTS.search(text), _PROTOCOL.search(text)
    cue = protocol or results
    if not cue or elsewhere(text, cue.start()):
        return
    for _, paper in papers:
        yield _link(cue.span(), "protocol" if protocol else "results", trial, paper)


def _unpublished(match: re.Match[str], trial: Trial) -> Judged:
    found = [row[0] for row in trial.base.rows("results", id=trial.record.id)]
    if found:
        why = f"linked as its results: {', '.join(map(paper_name, found[:3]))}"
        return Judged("paper", *match.span(), "contradicts", why)
    return Judged(
        "paper",
        *match.span(),
        "agrees",
        f"no paper is linked as its results, as of {trial.base.as_of}",
    )


def _link(span: tuple[int, int], claimed: str, trial: Trial, paper: Record) -> Judged:
    name = paper_name(paper.id)
    rows = trial.base.rows("links", article=paper.id, trial=trial.record.id)
    standing = [row for row in rows if row[4] is None]
    proofs = tuple(
        replace(paper.proof(f"link {row[2]}", line(str(row[3]), 200)), url=paper.path)
        for row in standing[:2]
    )
    related = {str(row[1]) for row in standing}
    wanted = {"protocol"} if claimed == "protocol" else {"results", "preprint", "derived"}
    if related & wanted:
        why = f"{name} is linked as {', '.join(sorted(related))}"
        return Judged("paper", *span, "agrees", why, proofs)
    if related == {"candidate"}:
        why = f"{name} may be of this trial, but neither names the other"
        return Judged("paper", *span, "can't be compared", why, proofs)
    if related:
        why = f"{name} is linked as {', '.join(sorted(related - {'candidate'}))}, not as {claimed}"
        verdict = "can't be compared" if related - {"candidate"} == {"mention"} else "contradicts"
        return Judged("paper", *span, verdict, why, proofs)  # type: ignore[arg-type]
    others = trial.base.rows("linked_to", article=paper.id)
    why = f"no link between {name} and {trial.record.id}"
    if others:
        why += f"; it is linked as results to {', '.join(str(row[0]) for row in others[:3])}"
        return Judged("paper", *span, "contradicts", why)
    return Judged("paper", *span, "not in the record", why)


def retraction(text: str, start: int, paper: Record) -> Judged | None:
    """What a sentence says of a paper's retraction."""
    match = _RETRACTED.search(text)
    if match is None:
        return None
    held = paper.row["integrity"] == "retracted"
    why = f"{paper_name(paper.id)} is {'' if held else 'not '}marked as retracted"
    verdict = "agrees" if held != bool(match["not"]) else "contradicts"
    proof = (paper.proof("integrity", paper.row["integrity_label"] or "no mark"),)
    return Judged("retraction", *match.span(), verdict, why, proof)  # type: ignore[arg-type]
