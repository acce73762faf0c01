"""Each number of an entry held against the database, with what stands beside it."""

import json
import re
from collections.abc import Iterator

from harvest.identifiers import Found, paper_name
from harvest.text import line
from harvest.verify.base import Base, Record, words
from harvest.verify.document import Entry
from harvest.verify.finding import Finding, Proof, Verdict
from harvest.verify.naming import Bare, Named, Wrong, one_apart
from harvest.verify.references import Beside, around, beside, is_reference

_SAYS_SO = {
    "retracted": re.compile(r"\bretract", re.IGNORECASE),
    "concern": re.compile(r"\b(?:concern|retract)", re.IGNORECASE),
    "corrected": re.compile(r"\b(?:correct|errat|corrigend|retract)", re.IGNORECASE),
    "removed": re.compile(r"\b(?:remov|withdraw|delet|no longer)", re.IGNORECASE),
}
_MOST_NEAR = 3


class Numbers:
    """What is said of the numbers of one entry after the other."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._listed: dict[str, str] = {}

    def of(self, entry: Entry, there: Named) -> Iterator[Finding]:
        """The findings on the numbers of an entry, in no order."""
        base = self._base
        held = [(found, base.numbered(found)) for found in there.found]
        records = [each.record for _, each in held if each]
        for found, numbered in held:
            if numbered is None:
                yield self._absent(entry, found, records)
            else:
                yield from self._held(entry, found, numbered.record, numbered.alias, records)
        for wrong in there.wrong:
            yield self._malformed(entry, wrong)
        for bare in there.bare:
            if finding := self._bare(entry, bare):
                yield finding

    # --- held ---

    def _held(
        self, entry: Entry, found: Found, record: Record, alias: str | None, named: list[Record]
    ) -> Iterator[Finding]:
        span = around(entry, found.start, found.end)
        others = [each for each in named if each is not record]
        seen = beside(entry, span, record, self._base, others)
        told = f"{entry.title} {entry.text}"
        warnings, alarming = self._warnings(entry, record, alias, told)
        verdict, because = _compared(seen, record, self._base)
        clash = self._clash(entry, record, others)
        if clash and not seen.title:
            verdict, because = "another record", clash
        proofs = [record.proof("title", record.title)] if record.title else []
        proofs += _integrity_proofs(record)
        yield self._finding(
            entry, found, verdict, because, record, warnings=warnings, alarming=alarming,
            proofs=tuple(proofs),
        )  # fmt: skip
        if verdict == "another record":
            return
        if seen.year is False:
            said = ", ".join(seen.years)
            why = f"given is {said}; the record's year is {record.row['year']}"
            proof = record.proof("year", record.row["year"])
            yield _beside(entry, found, record, "year", said, why, proof)
        if seen.authors is False:
            said = "; ".join(seen.people[:3])
            why = f"given is {line(said, 80)}; the record's authors are "
            why += line(str(record.row["author_list"]), 100)
            proof = record.proof("author_list", record.row["author_list"])
            yield _beside(entry, found, record, "authors", said, why, proof)

    def _warnings(
        self, entry: Entry, record: Record, alias: str | None, told: str
    ) -> tuple[tuple[str, ...], bool]:
        found: list[str] = []
        alarming = False
        integrity = record.row.get("integrity")
        if record.kind == "article" and integrity:
            label = record.row["integrity_label"] or integrity
            notices = self._base.rows("notices", id=record.id)
            shown = "; ".join(
                line(" ".join(str(part) for part in notice if part), 160) for notice in notices[:2]
            )
            warned = (
                f"{label}{f': {shown}' if shown else ''} (says {record.row['integrity_source']})"
            )
            found.append(warned)
            alarming = integrity == "retracted" and not _SAYS_SO["retracted"].search(told)
        if removed := record.row["removed_on"]:
            found.append(f"removed from {record.source}, seen on {str(removed)[:10]}")
            alarming = alarming or not _SAYS_SO["removed"].search(told)
        if record.kind == "trial" and record.row["status"] == "WITHDRAWN":
            found.append("withdrawn before anybody was enrolled")
        if alias:
            found.append(f"{alias} is another number of this record; its own is {record.id}")
        if record.kind == "article" and is_reference(entry):
            first = self._listed.setdefault(record.id, entry.place)
            if first != entry.place:
                found.append(f"listed already in {first}")
        return tuple(found), alarming

    def _clash(self, entry: Entry, record: Record, others: list[Record]) -> str:
        """Why the numbers of one reference can't all be right; "" if they can."""
        if record.kind != "article" or not is_reference(entry):
            return ""
        other = next(
            (each for each in others if each.kind == "article" and each.id != record.id), None
        )
        if other is None:
            return ""
        return (
            f"the numbers of this reference are of two papers: {paper_name(record.id)} is "
            f"{_quoted(record.title)}, {paper_name(other.id)} is {_quoted(other.title)}"
        )

    # --- not held ---

    def _absent(self, entry: Entry, found: Found, named: list[Record]) -> Finding:
        base = self._base
        naming = base.naming(found.id)
        span = around(entry, found.start, found.end)
        papers = [each for each in named if each.kind == "article"]
        own = {"doi": "doi", "pmcid": "pmcid", "pmid": "pmid"}.get(found.registry, "")
        if own and papers and is_reference(entry):
            record = papers[0]
            if record.row[own]:
                why = f"not a number of {paper_name(record.id)}, which this reference names too: "
                why += f"its {own.upper()} is {record.row[own]}"
                return self._finding(entry, found, "another record", why, record)
            why = f"{paper_name(record.id)}, which this reference names too, "
            why += f"has no {own.upper()} here"
            return self._finding(entry, found, "can't be compared", why, record)
        if naming:
            first = naming[0]
            where = paper_name(first.id) if first.kind == "article" else first.id
            why = f"not in the database; named by {where} ({first.field}): {_quoted(first.words)}"
            verdict: Verdict = "named, not found"
            if first.field == "references" and _is_another(entry, first.words):
                verdict = "another record"
                why = f"not in the database; {where} cites it as {_quoted(first.words)}"
            record_of = base.record("article" if first.kind == "article" else "trial", first.id)
            proof = (record_of.proof(first.field, first.words),) if record_of else ()
            return self._finding(entry, found, verdict, why, proofs=proof)
        why = f"not in the database of {base.as_of}, nor named by a record in it"
        why += "".join(f"; {hint}" for hint in self._hints(entry, found, span))
        return self._finding(entry, found, "unknown", why)

    def _hints(self, entry: Entry, found: Found, span: tuple[int, int]) -> Iterator[str]:
        base = self._base
        swapped = {"pmid": "pmcid", "pmcid": "pmid"}.get(found.registry)
        if swapped:
            digits = found.id.removeprefix("PMC")
            other = f"PMC{digits}" if swapped == "pmcid" else digits
            there = base.numbered(Found(swapped, other, 0, 0, other))
            if there:
                name = other if swapped == "pmcid" else f"PMID {other}"
                yield (
                    f"but {name} is in the database: {paper_name(there.record.id)}, "
                    f"{_quoted(there.record.title)}"
                )
        yield from self._near(entry, found, span)

    def _near(self, entry: Entry, found: Found, span: tuple[int, int]) -> Iterator[str]:
        kind = "article" if found.registry == "pmid" else "trial"
        if found.registry in ("doi", "pmcid"):
            return
        head = re.match(r"\D*", found.id)
        prefix = head[0] if head else ""
        near = self._keys(kind, prefix, found.id[len(prefix) :])
        said = words(entry.title or entry.text[span[0] : span[1]])
        for key, title in near[:_MOST_NEAR]:
            if kind == "trial" or _contains(said, words(title or "")):
                yield f"in the database, one digit apart: {key}, {_quoted(title or '')}"

    def _keys(self, kind: str, prefix: str, digits: str) -> list[tuple[str, str]]:
        keys = [f"{prefix}{each}" for each in one_apart(digits)]
        rows = self._base.rows("near", kind=kind, keys=json.dumps(keys))
        return [(str(key), str(title or "")) for key, title in rows]

    # --- written wrongly ---

    def _malformed(self, entry: Entry, wrong: Wrong) -> Finding:
        label, example = wrong.registry.label, _example(wrong)
        count = sum(character.isdigit() for character in wrong.digits)
        why = f"not a number of {label}: {count} digits"
        if any(character in "OoIl" for character in wrong.digits):
            why += " and letters among them"
        why += f"; one is written {example}" if example else ""
        kind = "article" if wrong.registry.kind == "paper" else "trial"
        prefix = wrong.registry.canonical.partition("{")[0]
        near = self._keys(kind, prefix, wrong.digits)
        if near:
            shown = ", ".join(f"{key} ({_quoted(title)})" for key, title in near[:_MOST_NEAR])
            why += f"; in the database, one character apart: {shown}"
        return Finding(entry.place, wrong.start, wrong.end, wrong.said, "number", "malformed", why)

    def _bare(self, entry: Entry, bare: Bare) -> Finding | None:
        base = self._base
        meant = []
        for code, number in (("pmid", bare.digits), ("pmcid", f"PMC{bare.digits}")):
            if there := base.numbered(Found(code, number, 0, 0, number)):
                name = f"PMID {number}" if code == "pmid" else number
                meant.append(f"{name} is in the database: {_quoted(there.record.title)}")
        alone = entry.text.strip(" .,;()[]") == bare.digits
        if not meant and not alone:
            return None
        why = "could be of PubMed (PMID), PubMed Central (PMC) or neither; write which"
        why += "".join(f"; {each}" for each in meant)
        return Finding(entry.place, bare.start, bare.end, bare.digits, "number", "ambiguous", why)

    def _finding(
        self,
        entry: Entry,
        found: Found,
        verdict: Verdict,
        because: str,
        record: Record | None = None,
        *,
        warnings: tuple[str, ...] = (),
        alarming: bool = False,
        proofs: tuple[Proof, ...] = (),
    ) -> Finding:
        return Finding(
            entry.place, found.start, found.end, found.spelling, "number", verdict, because,
            record.id if record else "", record.title if record else "",
            record.path if record else "", warnings, alarming, proofs,
        )  # fmt: skip


def _compared(seen: Beside, record: Record, base: Base) -> tuple[Verdict, str]:
    if seen.title is False:
        whose = ""
        if seen.other:
            name = paper_name(seen.other.id) if seen.other.kind == "article" else seen.other.id
            whose = f", which is that of {name}"
        return "another record", (
            f"the title beside it is {_quoted(seen.given)}{whose}; "
            f"the record's own is {_quoted(record.title)}"
        )
    agreeing = [
        name
        for name, agrees in (("title", seen.title), ("year", seen.year), ("authors", seen.authors))
        if agrees
    ]
    differing = [
        n for n, agrees in (("year", seen.year), ("authors", seen.authors)) if agrees is False
    ]
    part = f"; the title beside it differs in part: {_quoted(seen.given)}" if seen.in_part else ""
    if agreeing and not (differing and seen.title is None):
        return (
            "same record",
            f"{_listed(agreeing)} {'agree' if len(agreeing) > 1 else 'agrees'}{part}",
        )
    return "found", f"in the database of {base.as_of}{part}"


def _is_another(entry: Entry, citation: str) -> bool:
    """Whether a reference gives another title than a citation of the same number."""
    title = words(entry.title)
    return len(title) > 4 and len(citation) > 60 and not _contains(words(citation), title)


def _contains(text: list[str], title: list[str]) -> bool:
    if not title:
        return False
    there = set(text)
    return sum(word in there for word in title) >= 0.8 * len(title)


def _beside(
    entry: Entry, found: Found, record: Record, about: str, said: str, why: str, proof: Proof
) -> Finding:
    return Finding(
        entry.place, found.start, found.end, said, about, "contradicts", why,
        record.id, record.title, record.path, proofs=(proof,),
    )  # fmt: skip


def _integrity_proofs(record: Record) -> list[Proof]:
    if record.kind == "article" and record.row["integrity"]:
        return [record.proof("integrity", record.row["integrity_label"])]
    return []


def _example(wrong: Wrong) -> str:
    if wrong.registry.source and wrong.registry.source.example:
        return wrong.registry.source.example
    return {"pmid": "PMID 29385402", "pmcid": "PMC5790894"}.get(wrong.registry.name, "")


def _quoted(text: str) -> str:
    return f"“{line(text, 160)}”"


def _listed(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
