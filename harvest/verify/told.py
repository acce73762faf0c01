"""What was verified, for a terminal and for programs: each line with its proof."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from harvest.text import line
from harvest.verify import Verified
from harvest.verify.finding import MEANING, Finding


def as_text(verified: Verified) -> str:
    """Lines for a terminal; those to look at begin with ``!``."""
    lines = [f"{verified.name} compared with the database of {verified.as_of}"]
    place = None
    for finding in verified.findings:
        if finding.place != place:
            place = finding.place
            lines.append(f"{place}:")
        lines.extend(_lines(finding))
    if not verified.findings:
        lines.append("No number of a trial or paper, and no statement of one, was found in it.")
    lines.extend(not_compared(verified))
    lines.append(summary(verified))
    return "\n".join(lines)


def not_compared(verified: Verified) -> tuple[str, ...]:
    """What of the document was not compared, in sentences."""
    found = []
    if verified.left:
        found.append(
            f"Not compared for want of time: the last {verified.left:,} paragraphs or references."
        )
    if verified.abstracts:
        found.append(f"Not compared: the abstracts of {verified.abstracts} references.")
    return tuple(found)


def _lines(finding: Finding) -> Iterator[str]:
    mark = "!" if finding.wrong else " "
    yield f" {mark} {finding.verdict}: {line(finding.said, 100)} ({finding.about})"
    for warning in finding.warnings:
        yield f"     {line(warning, 300)}"
    yield f"     {line(finding.because, 500)}"


def summary(verified: Verified) -> str:
    """How many of each verdict, and how many to look at, in a sentence."""
    counted = ", ".join(f"{number} {verdict}" for verdict, number in verified.counts.items())
    wrong = len(verified.wrong)
    if not verified.findings:
        return "Nothing to check."
    return f"{counted}. {wrong or 'None'} to check."


def as_object(verified: Verified) -> dict[str, Any]:
    """The same for programs, of what JSON holds."""
    return {
        "name": verified.name,
        "kind": verified.kind,
        "publication": {"day": verified.as_of, "generation": verified.generation},
        "entries": verified.entries,
        "entries_not_compared": verified.left,
        "not_compared": list(not_compared(verified)),
        "counts": verified.counts,
        "needs_attention": len(verified.wrong),
        "meaning": {verdict: MEANING[verdict] for verdict in MEANING if verdict in verified.counts},
        "findings": [finding_object(each) for each in verified.findings],
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding for programs."""
    told = asdict(finding)
    told["warnings"] = list(finding.warnings)
    told["needs_attention"] = finding.wrong
    del told["alarming"]
    return told


def as_json(verified: Verified) -> str:
    """One JSON object."""
    return json.dumps(as_object(verified), ensure_ascii=False, indent=1)
