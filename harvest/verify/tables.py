"""Rows of a table as text that says what its cells mean, by the heads of their columns."""

import re
from collections.abc import Iterator, Sequence

from harvest.verify.naming import named

_CELL = re.compile(r"[|\t]")
_RULE = re.compile(r"[\s|:+=-]*")
_LEAST = 3  # cells of a row
_LONGEST = 10_000  # letters of one
_HEADS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (
            r"n|no\.?|(?:no\.?|number) of (?:patients|participants|subjects)|(?:sample )?size|"
            r"(?:planned |actual |target )?(?:enrol+ment|sample size)|"
            r"(?:participants|patients|subjects)(?: \(?n\)?|, n)?",
            "n = {}",
        ),
        (r"(?:recruitment |overall |trial |current )?status", "status: {}"),
        (r"(?:countr(?:y|ies)|where|setting|locations?|country of \w+)", "countries: {}"),
        (r"(?:trial |study |clinical )?phase", "phase {}"),
        (r"(?:study )?start(?:ed)?(?: date)?|date of start", "started {}"),
        (r"(?:study )?(?:completion|end|ended|completed)(?: date)?", "completed {}"),
        (r"primary (?:outcome|end[ -]?point)s?(?: measures?)?", "primary outcome: {}"),
        (r"secondary (?:outcome|end[ -]?point)s?(?: measures?)?", "secondary outcome: {}"),
        (r"(?:lead )?sponsor", "sponsor: {}"),
        (r"(?:number of |no\.? of )?(?:sites|cent(?:re|er)s)(?: \(?n\)?|, n)?", "{} sites"),
        (r"(?:number of |no\.? of )?arms(?: \(?n\)?|, n)?", "{} arms"),
    )
)


def cells(line: str, least: int = _LEAST) -> list[str]:
    """The cells of a row, that bars or tabs part; empty for a line with fewer than ``least``."""
    if line.count("|") + line.count("\t") < least - 1:
        return []
    parts = [part.strip() for part in _CELL.split(line.strip(" "))]
    return parts[1:-1] if len(parts) > 2 and line.strip()[0] == line.strip()[-1] == "|" else parts


def rows(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The rows of a table, each with its place; what a head means is said before its cell."""
    head: list[str] = []
    least = _least(lines)
    for place, line in enumerate(lines):
        if not line.strip() or _RULE.fullmatch(line):
            continue
        found = cells(line, least)
        if not head and not named(line).found:
            head = found
            yield place, line
        elif len(found) == len(head):
            yield place, " | ".join(map(_told, head, found))
        else:
            yield place, line


def is_table(lines: Sequence[str]) -> bool:
    """Whether most of these lines are rows."""
    if max(map(len, lines), default=0) > _LONGEST:
        return False
    full = [line for line in lines if line.strip() and not _RULE.fullmatch(line)]
    least = _least(full)
    return len(full) > 1 and sum(bool(cells(line, least)) for line in full) * 4 >= len(full) * 3


def _least(lines: Sequence[str]) -> int:
    """The cells that make a row: two, if a line of two is a head whose columns are known."""
    head = cells(next((line for line in lines if line.strip()), ""), 2)
    known = any(pattern.fullmatch(_name(cell)) for cell in head[1:] for pattern, _ in _HEADS)
    return 2 if known and not named(" ".join(head)).found else _LEAST


def _told(head: str, cell: str) -> str:
    name = _name(head)
    for pattern, form in _HEADS:
        if pattern.fullmatch(name) and cell.strip() and not _says_it(cell, form):
            return form.format(cell.strip())
    return cell


def _name(head: str) -> str:
    return head.strip(" *:#")


def _says_it(cell: str, form: str) -> bool:
    """Whether a cell has its head's words already, as "Phase 2" and "n = 40"."""
    return cell.lower().lstrip().startswith(form.partition("{")[0].strip(" :=") or "\0")
