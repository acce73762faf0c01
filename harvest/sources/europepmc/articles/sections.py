"""The sections of an article: which part of the text is what, by its headings and its places.

A heading decides what a section is; one inside another is of the outer one's kind unless it names
a statement (registration, funding, …). What is in tables, figures, references, appendices and
reports of reviewers is not read.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from harvest.sources.europepmc.articles.document import Element, child, named, tag
from harvest.sources.europepmc.articles.prose import line_of, lines_of

_STATEMENTS = {
    "registration": r"(?:clinical |study |protocol )?(?:trials?|study|protocol)[- ]regist\w+|"
    r"regist(?:ration|ry)\b(?! of patients)|clinical ?trials?(?:\.gov)? (?:number|identifier|id)",
    "funding": r"funding|funders?\b|financial support|grant (?:support|information)|"
    r"sources? of (?:funding|support)|financial disclosure|support statement|sponsor(?:ship)?$|"
    r"role of (?:the )?(?:fund|sponsor)",
    "conflicts": r"conflicts? of interests?|conflicting interests?|(?:competing|financial|"
    r"declarations? of(?: competing| conflicting)?) interests?|disclosures?\b|"
    r"duality of interests?|coi\b|interests? statement|disclosure (?:statement|of)",
    "availability": r"(?:data|code|materials?)(?:,? (?:and|&|/) \w+)* (?:availability|sharing|"
    r"access\w*)|availability of|accessibility of data|data statement",
    "ethics": r"ethic\w*|informed consent|consent (?:to|for)|institutional review",
    "acknowledgements": r"acknowledge?ments?",
}
_PARTS = {
    "conclusion": r"conclusions?\b|concluding",
    "discussion": r"discussion|comments?\b|limitations?|interpretation",
    "results": r"results?\b|findings|observations",
    "methods": r"(?:.*\b)?methods?\b|methodology|materials?\b|"
    r"(?:patients?|participants?|subjects?)\b|"
    r"(?:study|trial) (?:design|population|procedures?|participants?|protocol)|"
    r"experimental(?: procedures| section| design)?|statistic\w*|design\b|setting\b|procedures?\b",
    "introduction": r"introduction|background|rationale|(?:aims?|objectives?)\b",
}
_NUMBERED = r"(?:[0-9]+(?:\.[0-9]+)*\.?|[IVX]+\.|[A-Z]\.|[•*])?\s*"
_HEADINGS = {
    kind: re.compile(rf"{_NUMBERED}(?:{words})", re.IGNORECASE)
    for kind, words in (_STATEMENTS | _PARTS).items()
}
_NOT_TITLES = re.compile(r"results? and discussion|discussion and results?", re.IGNORECASE)
_TYPES = {
    "COI-statement": "conflicts", "coi-statement": "conflicts", "conflict": "conflicts",
    "interest": "conflicts", "financial-disclosure": "funding", "supported-by": "funding",
    "funding-statement": "funding", "financial-support": "funding",
    "data-availability": "availability",
    "data-availability-statement": "availability", "ethics-statement": "ethics",
    "trial-registration": "registration", "clinical-trial-registration": "registration",
    "intro": "introduction", "introduction": "introduction", "background": "introduction",
    "methods": "methods", "materials": "methods", "materials|methods": "methods",
    "materials-and-methods": "methods", "subjects": "methods", "patients": "methods",
    "results": "results", "results|discussion": "results", "discussion": "discussion",
    "conclusions": "conclusion", "conclusion": "conclusion", "ack": "acknowledgements",
}  # fmt: skip
_ASIDE = frozenset({"supplementary-material", "display-objects", "abbreviations", "floats-group"})
_OF_A_STATEMENT = frozenset(_STATEMENTS)
_SKIPPED_ABSTRACTS = frozenset({"graphical", "toc", "teaser", "precis", "video", "key-points"})
_RUN_IN = 90
"""Characters of a heading that stands in the line of its paragraph."""


class Section(NamedTuple):
    """A section without those inside it; paragraphs are lines of ``text``."""

    kind: str
    heading: str
    text: str


def sections(article: Element) -> list[Section]:
    """The sections of an article, in order; those without a text are left out."""
    found = [*_of_front(article), *_of_body(article), *_of_back(article)]
    return [each for each in found if each.text]


def kind_of(heading: str, declared: str = "", above: str = "body") -> str:
    """What a section is, by its heading, else by its declared type, else by the one above it."""
    for kind in _STATEMENTS:
        if _HEADINGS[kind].match(heading):
            return kind
    if above in _OF_A_STATEMENT or above not in ("body", "acknowledgements", "note"):
        return _TYPES.get(declared, above) if declared in _TYPES and above == "body" else above
    if _NOT_TITLES.search(heading):
        return "results"
    for kind in _PARTS:
        if _HEADINGS[kind].match(heading):
            return kind
    return _TYPES.get(declared, above)


# --- front ---


def _of_front(article: Element) -> Iterator[Section]:
    meta = child(article, "front", "article-meta")
    if meta is None:
        return
    for abstract in (each for each in meta if tag(each) == "abstract"):
        if (abstract.get("abstract-type") or "") not in _SKIPPED_ABSTRACTS:
            yield from _of_abstract(abstract)
    for place in named(meta, "related-object"):
        if "trial" in (place.get("source-type") or place.get("document-id-type") or "").lower():
            words = (place.get("source-id"), place.get("document-id"), line_of(place))
            yield Section("registration", "Trial registration", _joined(words))
    for notes in named(meta, "author-notes"):
        yield from _of_notes(notes, "note", "Notes")
    for group in (each for each in meta if tag(each) == "funding-group"):
        yield Section("funding", "Funding", "\n".join(_of_funding(group)))
    for each in named(meta, "custom-meta"):
        name, value = child(each, "meta-name"), child(each, "meta-value")
        if name is not None and value is not None:
            kind = kind_of(line_of(name), above="aside")
            if kind in _OF_A_STATEMENT:
                yield Section(kind, line_of(name), "\n".join(lines_of(value)) or line_of(value))
    front = child(article, "front")
    for notes in () if front is None else (each for each in front if tag(each) == "notes"):
        yield from _of_notes(notes, "note", "Notes")


def _of_abstract(abstract: Element) -> Iterator[Section]:
    yield Section("abstract", "Abstract", "\n".join(_own_lines(abstract)))
    for part in named(abstract, "sec"):
        heading = _heading(part)
        kind = kind_of(heading, above="abstract")
        yield Section(kind, f"Abstract › {heading}", "\n".join(_own_lines(part)))


def _of_funding(group: Element) -> Iterator[str]:
    """Each award as a line, then the statement."""
    for award in named(group, "award-group"):
        sources = [_source(each) for each in named(award, "funding-source")]
        awards = [line_of(each) for each in named(award, "award-id")]
        if text := ": ".join(filter(None, (", ".join(sources), ", ".join(awards)))):
            yield f"{text}."
    for statement in named(group, "funding-statement", "open-access"):
        own = line_of(statement)
        yield from (own,) if own else lines_of(statement)


def _source(element: Element) -> str:
    """A funder's name; institutions are wrapped with their numbers."""
    names = [line_of(each) for each in named(element, "institution")]
    return ", ".join(names) or line_of(element)


# --- body and back ---


def _of_body(article: Element) -> Iterator[Section]:
    body = child(article, "body")
    if body is not None:
        yield from _of_section(body, "body", ())


def _of_back(article: Element) -> Iterator[Section]:
    back = child(article, "back")
    for each in () if back is None else back:
        if tag(each) == "sec":
            yield from _of_section(each, "note", ())
        elif tag(each) == "ack":
            heading = _heading(each) or "Acknowledgements"
            yield from _of_section(each, kind_of(heading, above="acknowledgements"), (heading,))
        elif tag(each) in ("notes", "fn-group"):
            yield from _of_notes(each, "note", _heading(each) or "Notes")


def _of_section(part: Element, above: str, path: tuple[str, ...]) -> Iterator[Section]:
    """A section, then those inside it; a paragraph with a heading in its line is one of its own."""
    heading = _heading(part)
    declared = part.get("sec-type") or part.get("notes-type") or ""
    if declared in _ASIDE:
        return
    kind = kind_of(heading, declared, above) if heading or declared else above
    if heading and heading not in path:
        path = (*path, heading)
    plain: list[str] = []
    for text, title in _paragraphs(part):
        own = kind_of(title, above="") if title else ""
        if own in _OF_A_STATEMENT:
            yield Section(own, " › ".join((*path, title.strip(" .:"))), text)
        else:
            plain.append(text)
    yield Section(kind, " › ".join(path) or "Text", "\n".join(plain))
    for each in part:
        if tag(each) == "sec":
            yield from _of_section(each, kind, path)
        elif tag(each) == "fn-group":
            yield from _of_notes(each, kind, path[-1] if path else "Notes")
        elif tag(each) == "boxed-text":
            yield Section("aside", _heading(each) or "Box", "\n".join(_box(each)))


def _paragraphs(part: Element) -> Iterator[tuple[str, str]]:
    """The lines of a section itself, each with the heading that stands in it, if one does."""
    for each in part:
        if tag(each) in ("title", "label", "sec", "boxed-text", "fn-group"):
            continue
        first = (
            next(iter(each), None) if tag(each) == "p" and not (each.text or "").strip() else None
        )
        run_in = ""
        if first is not None and tag(first) in ("bold", "italic", "underline", "sc"):
            run_in = line_of(first)
        for place, text in enumerate(lines_of(each)):
            yield text, run_in if place == 0 and len(run_in) <= _RUN_IN else ""


def _of_notes(notes: Element, above: str, heading: str) -> Iterator[Section]:
    """Notes that belong together, each of which may be a statement of its own."""
    kind = kind_of(_heading(notes) or "", notes.get("notes-type") or "", above)
    own = "\n".join(_own_lines(notes))
    yield Section(kind, heading, own)
    for each in notes:
        if tag(each) == "fn":
            yield from _of_note(each, kind, heading)
        elif tag(each) in ("fn-group", "notes"):
            yield from _of_notes(each, kind, _heading(each) or heading)
        elif tag(each) == "sec":
            yield from _of_section(each, kind, (heading,))


def _of_note(note: Element, above: str, heading: str) -> Iterator[Section]:
    titles = [line_of(each) for each in note if tag(each) == "title"]
    lines = [text for each in note if tag(each) != "title" for text in lines_of(each)]
    if len(lines) > 1 and not titles and len(lines[0]) <= _RUN_IN and lines[0][-1:] not in ".;,":
        titles = [lines.pop(0)]  # a heading set as a paragraph
    if not lines:
        return
    said = titles[0] if titles else lines[0][:_RUN_IN]
    kind = kind_of(said, note.get("fn-type") or "", "body")
    if kind not in _OF_A_STATEMENT:
        kind = _TYPES.get(note.get("fn-type") or "", above)
    yield Section(kind, f"{heading} › {titles[0]}" if titles else heading, "\n".join(lines))


def _heading(part: Element) -> str:
    title = child(part, "title")
    return line_of(title).strip(" .:") if title is not None else ""


def _own_lines(part: Element) -> Iterator[str]:
    for each in part:
        if tag(each) not in ("title", "label", "sec", "fn", "fn-group", "notes"):
            yield from lines_of(each)


def _box(box: Element) -> Iterator[str]:
    for each in box:
        yield from _box(each) if tag(each) == "sec" else lines_of(each)


def _joined(words: tuple[str | None, ...]) -> str:
    return " ".join(dict.fromkeys(filter(None, words)))
