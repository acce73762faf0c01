"""Which downloads a page offers: those that hold so many records with ease."""

from collections.abc import Iterable

from harvest.export import FORMATS, ReferenceFormat, TableFormat


def of_ending(ending: str) -> ReferenceFormat | TableFormat:
    """The format of an ending, ``xlsx`` or ``.xlsx``."""
    name = ending.removeprefix(".")
    return next(form for form in FORMATS.values() if form.ending == name)


def offered(endings: Iterable[str], number: int | None) -> list[str]:
    """The endings whose files hold ``number`` records; all where the number is not known."""
    return [e for e in endings if number is None or number <= of_ending(e).most]


def withheld(endings: Iterable[str], number: int | None) -> list[tuple[str, int]]:
    """The other endings, each with the number of records that its file holds."""
    others = list(endings)
    kept = offered(others, number)
    return [(ending, of_ending(ending).most) for ending in others if ending not in kept]


def advice(ending: str, number: int | None = None) -> str:
    """What to say beside a download of ``number`` records: "for Excel, take XLSX"."""
    form = of_ending(ending)
    if form.instead is None:
        return ""
    program, name = form.instead
    better = FORMATS[name]
    if number is not None and number > better.most:
        return ""
    return f"(for {program}, take {better.ending.upper()})"


def format_name(ending: str) -> str:
    """``.xlsx`` or ``xlsx`` as people call it."""
    return of_ending(ending).label
