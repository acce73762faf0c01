"""References to papers and trials, read from the public file and cited as writers cite them."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from harvest.identifiers import is_paper, registry_of

_SQL = Path(__file__).with_name("sql")
_BATCH = 500  # below SQLite's oldest limit of 999 bound values

INTEGRITY_NOTES = {
    "retracted": "RETRACTED publication",
    "concern": "Expression of concern published",
    "corrected": "Correction published",
}


class _OneLine:
    """Whose texts are one line each, whatever a registry sends.

    A line break in a name would begin a field, or a record, of the formats that have one a line.
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]  # the subclasses are dataclasses
            value = getattr(self, each.name)
            if isinstance(value, str):
                object.__setattr__(self, each.name, one_line(value))
            elif isinstance(value, tuple) and value and isinstance(value[0], str):
                object.__setattr__(self, each.name, tuple(map(one_line, value)))


@dataclass(frozen=True, slots=True)
class Person(_OneLine):
    """An author: a person with a last name, or a group (``collective``)."""

    last: str | None = None
    fore: str | None = None
    initials: str | None = None
    suffix: str | None = None
    collective: str | None = None

    @property
    def inverted(self) -> str:
        """``Last, Fore, Suffix``, or the group's name."""
        if self.collective:
            return self.collective
        return ", ".join(
            part for part in (self.last, self.fore or self.initials, self.suffix) if part
        )

    @property
    def vancouver(self) -> str:
        """``Last AB Suffix``, or the group's name (ICMJE sample references)."""
        if self.collective:
            return self.collective
        return " ".join(part for part in (self.last, self.initials, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Reference(_OneLine):
    """One citable record. ``published`` is ``YYYY[-MM[-DD]]``, a trial's its first posting.

    ``trial_ids`` are the trials that it reports, ``accessions`` the same as ``Registry/number``;
    ``registry`` is that of a trial, by name.
    """

    kind: Literal["article", "book", "trial"]
    id: str
    title: str
    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    abstract: str | None = None
    journal: str | None = None
    journal_abbrev: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    published: str | None = None
    published_text: str | None = None
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    trial_ids: tuple[str, ...] = ()
    accessions: tuple[str, ...] = ()
    registry: str | None = None
    issn: str | None = None
    language: str | None = None
    keywords: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    publisher: str | None = None
    place: str | None = None
    book_title: str | None = None
    integrity: str | None = None
    status: str | None = None
    updated: str | None = None
    url: str | None = None

    @property
    def is_whole_book(self) -> bool:
        """Whether it is a book itself, not a chapter of one."""
        return self.kind == "book" and self.title == self.book_title

    @property
    def integrity_note(self) -> str | None:
        """What a reader must know before citing, or None."""
        return INTEGRITY_NOTES.get(self.integrity or "")


def of_trials(connection: sqlite3.Connection, trial_ids: Sequence[str]) -> list[Reference]:
    """References to the trials of these numbers, in that order; unknown numbers left out."""
    found: dict[str, Reference] = {}
    for chunk in _chunks(trial_ids):
        words = _grouped(connection, "trial_keywords", chunk)
        for row in _rows(connection, "trials", chunk):
            (trial_id, title, sponsor, summary, posted, updated, status, url, label) = row
            known, registry = registry_of(trial_id), _title(trial_id, label)
            found[trial_id] = Reference(
                kind="trial",
                id=trial_id,
                title=title or trial_id,
                authors=(Person(collective=sponsor),) if sponsor else (),
                abstract=summary,
                published=posted,
                year=int(posted[:4]) if posted else None,
                trial_ids=(trial_id,),
                accessions=(f"{registry}/{trial_id}",),
                registry=registry,
                keywords=tuple(word for (word,) in words.get(trial_id, ())),
                types=("Clinical Trial Registration",),
                publisher=known.publisher if known else label,
                status=status,
                updated=updated,
                url=url,
            )
    return [found[trial_id] for trial_id in dict.fromkeys(trial_ids) if trial_id in found]


def of_articles(connection: sqlite3.Connection, article_ids: Sequence[str]) -> list[Reference]:
    """References to the papers of these keys, in that order; unknown keys left out."""
    found: dict[str, Reference] = {}
    for chunk in _chunks(article_ids):
        authors = _grouped(connection, "authors", chunk)
        keywords = _grouped(connection, "article_keywords", chunk)
        types = _grouped(connection, "article_types", chunk)
        trials = _grouped(connection, "article_trials", chunk)
        for row in _rows(connection, "articles", chunk):
            (
                article_id,
                kind,
                title,
                abstract,
                journal,
                abbrev,
                volume,
                issue,
                pages,
                published,
            ) = row[:10]
            (published_text, year, doi, pmcid, issn, language, publisher, place) = row[10:18]
            (book_title, integrity, revised, url, pmid) = row[18:]
            people = authors.get(article_id, ())
            found[article_id] = Reference(
                kind="book" if kind == "book" else "article",
                id=article_id,
                title=title or "[Title not available]",
                authors=tuple(Person(*p[1:]) for p in people if p[0] != "editor"),
                editors=tuple(Person(*p[1:]) for p in people if p[0] == "editor"),
                abstract=abstract,
                journal=journal,
                journal_abbrev=abbrev,
                volume=volume,
                issue=issue,
                pages=pages,
                published=published,
                published_text=published_text,
                year=year,
                doi=doi,
                pmid=pmid,
                pmcid=pmcid,
                trial_ids=tuple(trial_id for trial_id, _ in trials.get(article_id, ())),
                accessions=tuple(
                    f"{_title(trial_id, label)}/{trial_id}"
                    for trial_id, label in trials.get(article_id, ())
                ),
                issn=issn,
                language=language,
                keywords=tuple(dict.fromkeys(word for (word,) in keywords.get(article_id, ()))),
                types=tuple(name for (name,) in types.get(article_id, ())),
                publisher=publisher,
                place=place,
                book_title=book_title,
                integrity=integrity,
                updated=revised,
                url=url,
            )
    return [found[article_id] for article_id in dict.fromkeys(article_ids) if article_id in found]


def of_ids(connection: sqlite3.Connection, ids: Iterable[str]) -> list[Reference]:
    """References to trials and papers mixed, in the order given."""
    wanted = list(dict.fromkeys(ids))
    trials = of_trials(connection, [i for i in wanted if is_trial(i)])
    papers = of_articles(connection, [i for i in wanted if not is_trial(i)])
    found = {reference.id: reference for reference in (*trials, *papers)}
    return [found[i] for i in wanted if i in found]


def _title(trial_id: str, label: str) -> str:
    """The registry of a trial as people know it; ``label`` is what the database calls it."""
    known = registry_of(trial_id)
    return known.title if known else label


def is_trial(key: str) -> bool:
    """Whether a key is that of a trial, not of a paper."""
    return not is_paper(key)


def vancouver(reference: Reference) -> str:
    """The citation in Vancouver style (ICMJE sample references; six authors, then et al.)."""
    names = [person.vancouver for person in reference.authors]
    authors = ", ".join(names[:6]) + (", et al" if len(names) > 6 else "")
    title = reference.title.rstrip(".")
    parts = [f"{authors}." if authors else "", f"{title}." if title[-1:] not in "?!" else title]
    if reference.kind == "trial":
        parts.append(f"{reference.registry} identifier: {reference.id}.")
        if reference.published:
            parts.append(f"First posted {reference.published}.")
        if reference.updated:
            parts.append(f"Updated {reference.updated}.")
        parts.append(f"Available from: {reference.url}")
        return " ".join(part for part in parts if part)
    if reference.kind == "book":
        place = ": ".join(part for part in (reference.place, reference.publisher) if part)
        parts.append(f"{_in_book(reference)}{place}; {_when(reference)}.")
    else:
        source = (reference.journal_abbrev or reference.journal or "").replace(".", "")
        volume = reference.volume or ""
        issue = f"({reference.issue})" if reference.issue else ""
        pages = f":{reference.pages}" if reference.pages else ""
        where = f";{volume}{issue}{pages}" if volume or issue or pages else ""
        parts.append(f"{source}. {_when(reference)}{where}.")
    if reference.doi:
        parts.append(f"doi: {reference.doi}.")
    numbers = (("PMID", reference.pmid), ("PMCID", reference.pmcid))
    if told := "; ".join(f"{name}: {number}" for name, number in numbers if number):
        parts.append(f"{told}.")
    if note := reference.integrity_note:
        parts.append(f"[{note}]")
    return " ".join(part for part in parts if part)


def _in_book(reference: Reference) -> str:
    """Who edited it and, for a chapter, what it stands in."""
    editors = ", ".join(person.vancouver for person in reference.editors[:6])
    if editors:
        editors += ", editor. " if len(reference.editors) == 1 else ", editors. "
    if reference.is_whole_book:
        return editors
    return f"In: {editors}{reference.book_title or reference.title}. "


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def medline_date(reference: Reference) -> str:
    """The date of publication as MEDLINE writes it: ``2019 Mar 7``, ``2019 Nov-Dec``."""
    words = reference.published_text or ""
    if not reference.published:
        return words or (str(reference.year) if reference.year else "")
    year, *rest = reference.published.split("-")
    if re.search("[A-Za-z]", words):  # without letters it is a date that can't be, as given
        return words if year in words else f"{year} {words}"
    month = f" {_MONTHS[int(rest[0]) - 1]}" if rest else ""
    day = f" {int(rest[1])}" if len(rest) > 1 else ""
    return f"{year}{month}{day}"


def one_line(text: str) -> str:
    """Text for formats whose fields are single lines; any Unicode line break is white space."""
    return " ".join(text.split())


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))


def _when(reference: Reference) -> str:
    return medline_date(reference) or "date unknown"


def _rows(
    connection: sqlite3.Connection, name: str, ids: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    marks = ",".join("?" * len(ids))
    sql = (_SQL / f"{name}.sql").read_text("utf-8").replace(":ids", marks)
    return iter(connection.execute(sql, tuple(ids)))


def _grouped(
    connection: sqlite3.Connection, name: str, ids: Sequence[str]
) -> dict[str, list[tuple[Any, ...]]]:
    rows = _rows(connection, name, ids)
    return {key: [row[1:] for row in group] for key, group in groupby(rows, key=lambda row: row[0])}
