"""Numbers of trials and papers that a record names, and whether as its own."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from harvest import identifiers
from harvest.evidence.reading.passages import Passage, RecordText
from harvest.evidence.reading.texts import Tables, rows_of
from harvest.evidence.reading.whose import whose
from harvest.rows import AbstractSection, Databank, SeeAlso, TrialId, TrialReference

_AROUND = 70  # characters of context on either side


class Mention(NamedTuple):
    """A number in a field; ``registers`` says that the record calls it its own."""

    registry: str
    number: str
    field: str
    start: int
    end: int
    evidence: str
    registers: bool


def _in_text(field: str, text: str, kind: Literal["trial", "paper"]) -> Iterator[Mention]:
    for found in identifiers.find(text, kind):
        yield _mention(field, text, found, own=False)


def _mention(field: str, text: str, found: identifiers.Found, own: bool) -> Mention:
    first, last = max(0, found.start - _AROUND), min(len(text), found.end + _AROUND)
    around = " ".join(text[first:last].split())
    return Mention(found.registry, found.id, field, found.start, found.end, around, own)


def _whole(field: str, text: str | None) -> Iterator[Mention]:
    """The numbers of a field for them: mostly one and nothing else, at times two with a comma."""
    for found in identifiers.find((text or "").strip(), "trial"):
        yield Mention(found.registry, found.id, field, found.start, found.end, text or "", True)


def mentions(record: RecordText, tables: Tables, role: str = "") -> tuple[Mention, ...]:
    """Every number that the record names, each once a field; ``role`` is the kind of a paper."""
    if record.kind == "article":
        found = _of_article(record, tables, role)
    else:
        found = _of_trial(record, tables)
    first: dict[tuple[str, str, str], Mention] = {}
    for mention in found:
        key = (mention.registry, mention.number, mention.field)
        if key not in first or (mention.registers and not first[key].registers):
            first[key] = mention
    return tuple(first.values())


def _of_article(record: RecordText, tables: Tables, role: str) -> list[Mention]:
    found: list[Mention] = []
    title = record.titles[0].text if record.titles else ""
    for field, text in (*record.titles, *(record.bodies or _foreign(tables))):
        numbers = identifiers.find(text, "trial")
        if not numbers:
            continue
        owned = whose(text, numbers, role, title)
        found += [
            _mention(field, text, number, own) for number, own in zip(numbers, owned, strict=True)
        ]
    for n, bank in enumerate(rows_of(tables, "databanks", Databank)):
        found += _whole(f"databanks[{n}]", bank.accession)
    return found


def _foreign(tables: Tables) -> list[Passage]:
    """The abstracts in other languages of a paper that has no English one, for numbers alone."""
    sections = rows_of(tables, "abstract_sections", AbstractSection)
    text = "\n\n".join(section.text for section in sections if section.language)
    return [Passage("abstract", text)] if text else []


def _of_trial(_record: RecordText, tables: Tables) -> list[Mention]:
    found: list[Mention] = []
    for n, number in enumerate(rows_of(tables, "trial_ids", TrialId)):
        if number.kind != "alias":
            found += _whole(f"trial_ids[{n}]", number.id)
    for n, link in enumerate(rows_of(tables, "see_also", SeeAlso)):
        for text in filter(None, (link.url, link.label, link.comment)):
            found += _in_text(f"see_also[{n}]", text, "paper")
    for n, cited in enumerate(rows_of(tables, "trial_references", TrialReference)):
        if not (cited.pmid or "").isdecimal():
            for text in filter(None, (cited.pmid, cited.citation)):
                found += _in_text(f"trial_references[{n}]", text, "paper")
    return found
