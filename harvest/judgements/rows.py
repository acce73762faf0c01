"""One row of a file of judgements: what it says, and of which record."""

from collections.abc import Collection

from harvest import identifiers
from harvest.config.reader import listed, nearest, quoted
from harvest.judgements.files import Row
from harvest.judgements.model import (
    Correction,
    Kinship,
    Relation,
    SponsorLine,
    StudyVerdict,
    Verdict,
    mirrored,
)
from harvest.text import line

_KINDS = ("trial", "article")
_KINSHIPS: tuple[Kinship, ...] = ("same", "extension", "parent", "different")

_RELATIONS: tuple[Relation, ...] = ("same", "member", "apart")


def verdict(row: Row) -> tuple[tuple[str, str], Verdict]:
    """The pair that a row is about, and the verdict. Raises ConfigError."""
    key = (_trial(row, "trial"), _paper(row, "paper"))
    word = row.cells["verdict"].lower()
    if word not in ("yes", "no"):
        row.wrong("verdict", f"{quoted(word)} is not known; write yes or no")
    said = (line(row.cells[name]) for name in ("who", "when", "note"))
    return key, Verdict(word == "yes", *said)


def study(row: Row) -> tuple[tuple[str, str], StudyVerdict]:
    """The pair of registrations that a row is about, and what the second is to the first.

    The pair comes in the order of its spelling, so that a row and its mirror image answer one
    question. Raises ConfigError.
    """
    pair = (_trial(row, "trial"), _trial(row, "other"))
    if pair[0] == pair[1]:
        row.wrong("other", f"{pair[0]} is given on both sides; name two registrations")
    word = row.cells["verdict"].lower()
    found = next((each for each in _KINSHIPS if each == word), None)
    if found is None:
        row.wrong("verdict", f"{quoted(word)} is not known; write {listed(_KINSHIPS)}")
    said = (line(row.cells[name]) for name in ("who", "when", "note"))
    return mirrored(pair, StudyVerdict(found, *said))


def correction(row: Row, facets: Collection[str]) -> tuple[tuple[str, str], Correction]:
    """The record that a row is about, and the correction. Raises ConfigError."""
    kind = row.cells["kind"].lower()
    if kind not in _KINDS:
        row.wrong("kind", f"{quoted(kind)} is not known; write {listed(_KINDS)}")
    number = _trial(row, "id") if kind == "trial" else _paper(row, "id")
    facet = row.cells["facet"]
    if facet not in facets:
        guess = nearest(facet, facets)
        cure = f"did you mean {guess}?" if guess else f"there are {listed(sorted(facets))}"
        row.wrong("facet", f"{quoted(facet)} is not a facet; {cure}")
    if not row.cells["reason"]:
        row.wrong("reason", "is empty; say why the text is read wrongly")
    value, label, reason, who, when = (
        line(row.cells[name]) for name in ("value", "label", "reason", "who", "when")
    )
    return (kind, number), Correction(facet, value, label or value, reason, who, when)


def sponsor(row: Row) -> tuple[str, SponsorLine]:
    """The name that a row is about, and what it is to another. Raises ConfigError."""
    name, other, reason, who, when = (
        line(row.cells[column]) for column in ("name", "sponsor", "reason", "who", "when")
    )
    word = row.cells["relation"].lower()
    found = next((each for each in _RELATIONS if each == word), None)
    if not name:
        row.wrong("name", "is empty; write the name as the registry has it")
    if found is None:
        row.wrong("relation", f"{quoted(word)} is not known; write {listed(_RELATIONS)}")
    if found == "apart":
        if other:
            row.wrong("sponsor", "is not empty; a name that is apart belongs to no other")
        return name, SponsorLine(found, "", reason, who, when)
    if not other:
        row.wrong("sponsor", "is empty; write the sponsor that the name is counted under")
    if other == name and found == "member":
        row.wrong("sponsor", "is the name itself; write another, or the relation same")
    if not reason:
        row.wrong("reason", "is empty; say why the name is counted there")
    return name, SponsorLine(found, other, reason, who, when)


def _trial(row: Row, column: str) -> str:
    """The number of a trial, in its registry's own spelling."""
    text = row.cells[column]
    found = identifiers.trials_in(text)
    if len(found) != 1 or found[0].spelling != text:
        row.wrong(column, f"{quoted(text)} is not a trial number; write one, e.g. NCT03626090")
    return found[0].id


def _paper(row: Row, column: str) -> str:
    """The key of a paper: the digits of its PMID, or ``PPR…``, ``doi:…``, ``import:…``."""
    text = row.cells[column]
    key = identifiers.key(text)
    if not identifiers.is_paper(key) or key.startswith("0"):
        row.wrong(column, f"{quoted(text)} is not a PMID; write its digits, e.g. 29385402")
    return key
