"""References to papers and trials, read from the public file and cited as writers cite them."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from harvest.identifiers import is_paper, registry_of
from harvest.text import allowed, is_title

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
    def given(self) -> str | None:
        """First names or, where only initials are known, those apart: ``M. P.``, no name."""
        if self.fore or not self.initials:
            return self.fore
        return " ".join(f"{letter}." for letter in self.initials if letter.isalpha())

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

    kind: Literal["article", "book", "preprint", "trial"]
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
    full_text: str | None = None
    """Where it can be read freely"""
    also: tuple[str, ...] = ()
    """Of a trial, its study's other registrations, each with its registry"""
    attribution: str | None = None
    """What the terms of the record's source ask to be shown with it"""

    @property
    def shown_title(self) -> str:
        """The title without the point that PubMed closes it with, which is the record's own.

        A question mark, a row of points and whatever stands inside stay.
        """
        title = self.title
        return title[:-1].rstrip() if title.endswith(".") and not title.endswith("..") else title

    @property
    def page_range(self) -> tuple[str | None, str | None]:
        """The first and the last page, each whole; the last is None where there is one page only.

        MEDLINE leaves out the digits that repeat: ``1234-41`` means 1234 to 1241, ``112-21.e2`` 112
        to 121.e2, ``S12-5; quiz S6`` S12 to S15: pages beyond the first stretch have no place.
        """
        pages = (self.pages or "").translate(_DASHES)
        first, dash, last = (part.strip() for part in pages.partition("-"))
        return first or None, _full_last_page(first, last) if dash and last else None

    @property
    def is_whole_book(self) -> bool:
        """Whether it is a book itself, not a chapter of one."""
        return self.kind == "book" and self.title == self.book_title

    @property
    def integrity_note(self) -> str | None:
        """What a reader must know before citing, or None."""
        return INTEGRITY_NOTES.get(self.integrity or "")


_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_NUMBERED = re.compile(r"([A-Za-z]*)([0-9]+)([^0-9].*)?")
_SUFFIX = re.compile(r"[.]?[A-Za-z]+[0-9]*")
_NUMBERED_SUFFIX = re.compile(r"(.*?[.]?[A-Za-z]+)([0-9]+)")
_STRETCH_OF_SUFFIXES = re.compile(r"(.*[.]?[A-Za-z])([0-9]+)\s*-\s*(?:[.]?[A-Za-z]+)?([0-9]+)")


def _full_last_page(first: str, last: str) -> str:
    last = re.split("[;,]", last)[0].strip()
    if stretch := _STRETCH_OF_SUFFIXES.fullmatch(last):  # 1462-73.e1-3 ends at 1473.e3
        last = stretch[1] + _whole(stretch[2], stretch[3])
    begin, end = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
    if begin is None or end is None:
        return last
    counted = _NUMBERED_SUFFIX.fullmatch(begin[3] or "")
    if counted and not end[1] and not end[3] and int(end[2]) < int(begin[2]):  # 573.e1-13
        return begin[1] + begin[2] + counted[1] + _whole(counted[2], end[2])
    if end[1] not in ("", begin[1]):
        # 112.e1-e5: only what follows the number goes on.
        goes_on = begin[3] and _SUFFIX.fullmatch(begin[3]) and begin[3].lstrip(".")[:1] == end[1]
        return f"{begin[1]}{begin[2]}.{last}" if goes_on and begin[3][0] == "." else last
    return begin[1] + _whole(begin[2], end[2]) + (end[3] or "")


def _whole(begin: str, end: str) -> str:
    """The end of a stretch of numbers, with the digits that it shares with the beginning.

    An end that would come before the beginning (``99-4``) stays as it is printed.
    """
    whole = begin[: max(0, len(begin) - len(end))] + end
    return whole if int(whole) >= int(begin) else end


def of_trials(connection: sqlite3.Connection, trial_ids: Sequence[str]) -> list[Reference]:
    """References to the trials of these numbers, in that order; unknown numbers left out."""
    found: dict[str, Reference] = {}
    for chunk in _chunks(trial_ids):
        words = _grouped(connection, "trial_keywords", chunk)
        others = _grouped(connection, "other_registrations", chunk)
        for row in _rows(connection, "trials", chunk):
            (trial_id, title, sponsor, summary, posted, updated, status, url, label, terms) = row
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
                also=tuple(
                    f"{other} ({_title(other, label)})" for other, label in others.get(trial_id, ())
                ),
                attribution=terms,
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
            (article_id, kind, title, vernacular, abstract, journal, abbrev, volume) = row[:8]
            (issue, pages, published, published_text, year, doi, pmcid, issn) = row[8:16]
            (language, publisher, place, book_title, integrity, revised, url, pmid) = row[16:24]
            people = authors.get(article_id, ())
            found[article_id] = Reference(
                kind=kind if kind in ("book", "preprint") else "article",
                id=article_id,
                title=_said(title) or _said(vernacular) or _said(book_title) or NO_TITLE,
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
                pmcid=pmcid.partition(".")[0] if pmcid else None,  # PMC8095192.2 is a version
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
                full_text=row[24],
            )
    return [found[article_id] for article_id in dict.fromkeys(article_ids) if article_id in found]


NO_TITLE = "[Title not available]"


def _said(title: str | None) -> str | None:
    return title if title and is_title(title) else None


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


def spans_or_season(reference: Reference) -> bool:
    """Whether the date is a span of months or a season, which no structured date can tell."""
    words = reference.published_text or ""
    return re.search("[A-Za-z]", words) is not None or (bool(words) and not reference.published)


def one_line(text: str) -> str:
    """Text for formats whose fields are single lines; any Unicode line break is white space."""
    return " ".join(allowed(" ".join(text.split())).split())


def marked(reference: Reference, title: str) -> str:
    """A title with what a reader must know before citing in front of it."""
    note = reference.integrity_note
    return f"[{note}] {title}" if note and reference.integrity != "corrected" else title


def unlisted(text: str, *, separators: str = ",") -> str:
    """Text without the signs that part the items of a list where no quoting keeps them.

    A blank takes the place of each: ``Models, Biological`` is ``Models Biological``.
    """
    return one_line("".join(" " if sign in separators else sign for sign in text))


def listed(items: Iterable[str]) -> str:
    """Items as one field: readers part it at ``;``, some at ``,``: no item holds either."""
    return "; ".join(filter(None, (unlisted(item, separators=",;") for item in items)))


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))


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
