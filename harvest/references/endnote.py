"""EndNote's XML, read with a parser that follows no entity and opens no other file."""

import io
from collections.abc import Iterator

from lxml import etree

from harvest.references import fields
from harvest.references.model import Entry, Reference
from harvest.text import clean, line

_BOOKS = frozenset(("Book", "Book Section", "Edited Book", "Electronic Book", "Conference Paper"))
_JOINED = ("titles", "contributors", "dates", "keywords", "periodical", "urls")


def is_endnote(text: str) -> bool:
    """Whether a text is EndNote's XML."""
    head = text.lstrip("\ufeff \n\t")[:2000]
    return head.startswith("<") and "<records" in head


def entries(text: str) -> Iterator[Entry]:
    """The records of a file, in its order; those before the place where it breaks off."""
    body = text.lstrip("\ufeff \n\t")
    if body.startswith("<?xml"):  # the encoding that it declares is no longer its own
        body = body[body.index("?>") + 2 :] if "?>" in body else body
    number = 0
    parser = etree.iterparse(
        io.BytesIO(body.encode("utf-8", "replace")),
        events=("end",),
        tag="record",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        encoding="utf-8",
    )
    try:
        for _, record in parser:
            number += 1
            told = etree.tostring(record, encoding="unicode")
            try:
                yield Entry(number, told, _reference(record))
            except ValueError as error:
                yield Entry(number, told, None, str(error))
            record.clear()
    except etree.XMLSyntaxError as error:
        place = error.lineno
        kept = body.split("\n")
        rest = "\n".join(kept[max(0, (place or 1) - 3) : (place or 1) + 2])
        problem = f"the XML breaks off or is damaged at line {place}: {line(error.msg or '', 120)}"
        yield Entry(number + 1, rest, None, problem)


def _reference(record: "etree._Element") -> Reference:
    def all_of(path: str) -> list[str]:
        return [text for each in record.findall(path) if (text := clean(_text(each)))]

    def text(*paths: str) -> str | None:
        return fields.first_line(*(each for path in paths for each in all_of(path)))

    kind = record.find("ref-type")
    named = "" if kind is None else kind.get("name") or ""
    title = text("titles/title")
    if title is None:
        raise ValueError("has no title (titles/title)")
    notes = [*all_of("notes"), *all_of("research-notes"), *all_of("urls/related-urls/url")]
    source = text("remote-database-name", "database")
    accession = text("accession-num")
    medline = any(word in (source or "").casefold() for word in ("medline", "pubmed", "nlm"))
    year = fields.year_in(text("dates/year"), text("dates/pub-dates/date"))
    full = text("periodical/full-title", "titles/secondary-title")
    short = text("periodical/abbr-1", "titles/alt-title", "alt-periodical/abbr-1")
    return Reference(
        title=title,
        people=fields.people(all_of("contributors/authors/author")),
        journal=full or short,
        journal_abbrev=short if short != full else None,
        issn=text("isbn"),
        year=year,
        published=fields.date_of(
            year,
            *(
                f"{year} {each}" if fields.year_in(each) is None else each
                for each in all_of("dates/pub-dates/date")
            ),
        ),
        volume=text("volume"),
        issue=text("number"),
        pages=fields.pages_of(text("pages", "electronic-resource-num-pages")),
        doi=fields.doi_in(*all_of("electronic-resource-num"), *notes),
        pmid=fields.pmid_of(*notes, *all_of("custom2"))
        or (fields.pmid_of(accession, alone=True) if medline else fields.pmid_of(accession)),
        pmcid=fields.pmcid_in(*all_of("custom2"), *notes),
        abstract="\n\n".join(all_of("abstract")[:1]) or None,
        language=text("language"),
        keywords=tuple(dict.fromkeys(map(line, all_of("keywords/keyword")))),
        types=tuple(map(line, all_of("work-type"))),
        accession=accession,
        source=source,
        url=next(iter(all_of("urls/related-urls/url")), None),
        publisher=text("publisher"),
        trial=fields.registration(accession, full, *all_of("urls/related-urls/url")),
        book=named in _BOOKS,
    )


def _text(element: "etree._Element") -> str:
    """All text of an element: EndNote parts it by the style of its letters."""
    return "".join(str(part) for part in element.itertext())
