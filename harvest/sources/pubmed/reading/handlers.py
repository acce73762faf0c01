"""Building blocks of the tag → handler tables."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from harvest.sources.pubmed.reading import when
from harvest.sources.pubmed.reading.draft import Draft, Element, children, flat

Handler: TypeAlias = Callable[[Draft, Element], None]
Handlers: TypeAlias = Mapping[str, Handler | str]
"""Tag → what to do with such a child: call a handler, or keep its text under a column."""


def walk(draft: Draft, element: Element, handlers: Handlers) -> None:
    """Give each child to its handler, or keep its text under the column that stands for one.

    Of several children for one column the first counts. A child that the table lacks is drift.
    """
    values = draft.values
    for child in children(element):
        handler = handlers.get(child.tag)
        if isinstance(handler, str):
            text = flat(child)
            if text:
                values.setdefault(handler, text)
        elif handler is None:
            draft.unknown(element, child)
        else:
            handler(draft, child)


def inside(handlers: Handlers) -> Handler:
    """A handler that goes down one level."""

    def down(draft: Draft, element: Element) -> None:
        walk(draft, element, handlers)

    return down


def each(handler: Handler) -> Handler:
    """A handler for a list whose children are all of one kind."""

    def every(draft: Draft, element: Element) -> None:
        for child in children(element):
            handler(draft, child)

    return every


def note(kind: str, attribute: str | None = None) -> Handler:
    """A handler that keeps the text as a note; ``attribute`` names its source."""

    def keep(draft: Draft, element: Element) -> None:
        draft.note(kind, element.get(attribute) if attribute else None, flat(element))

    return keep


def date(column: str) -> Handler:
    """A handler that keeps a date under a column of Article."""

    def keep(draft: Draft, element: Element) -> None:
        value = when.day(draft, element)
        if value:
            draft.values[column] = value

    return keep


def dated(event: str) -> Handler:
    """A handler that keeps a date among the events; a season stays as its year."""

    def keep(draft: Draft, element: Element) -> None:
        draft.date(event, when.read(draft, element).date)

    return keep


def published(draft: Draft, element: Element) -> None:
    """PubDate: the date of the issue or the book."""
    read = when.read(draft, element)
    draft.year = read.year
    if read.date:
        draft.values["published"] = read.date
    if read.text:
        draft.values["published_text"] = read.text


def language(draft: Draft, element: Element) -> None:
    """One Language, ISO 639-2."""
    code = flat(element)
    if code:
        draft.languages.append(code)
